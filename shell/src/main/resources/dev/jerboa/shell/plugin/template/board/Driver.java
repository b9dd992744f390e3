package {{package}};

import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.flash.StandardBoard;

/** A board that is flashed by the standard recipe with one step more. */
final class {{Name}} extends StandardBoard {
  {{Name}}(FlasherConfig config, DriverContext context) {
    super(config, context);
  }

  @Override
  public Recipe recipe(Recipe standard) {
    return standard.insertAfter("enter-bootloader", new SelectEthernet());
  }
}
