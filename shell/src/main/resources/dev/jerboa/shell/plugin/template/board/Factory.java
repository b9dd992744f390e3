package {{package}};

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;
import java.util.List;

/** Makes boards of the type {@code {{id}}}. */
public final class {{Name}}Factory implements DriverFactory<FlasherConfig> {
  /** Called by {@link java.util.ServiceLoader}. */
  public {{Name}}Factory() {}

  @Override
  public String type() {
    return "{{id}}";
  }

  @Override
  public Class<FlasherConfig> configType() {
    return FlasherConfig.class;
  }

  @Override
  public List<ChildSpec> children() {
    return StandardBoard.CHILDREN;
  }

  @Override
  public Driver create(FlasherConfig config, DriverContext context) {
    return new {{Name}}(config, context);
  }
}
