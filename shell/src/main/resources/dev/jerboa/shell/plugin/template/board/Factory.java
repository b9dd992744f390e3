package {{package}};

import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;
import dev.jerboa.api.flash.StandardBoardFactory;

/** Makes boards of the type {@code {{id}}}. */
public final class {{Name}}Factory extends StandardBoardFactory {
  /** Called by {@link java.util.ServiceLoader}. */
  public {{Name}}Factory() {}

  @Override
  public String type() {
    return "{{id}}";
  }

  @Override
  public StandardBoard create(FlasherConfig config, DriverContext context) {
    return new {{Name}}(config, context);
  }
}
