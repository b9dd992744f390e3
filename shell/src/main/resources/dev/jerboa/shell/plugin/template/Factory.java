package {{package}};

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;

/** Makes the drivers of the type {@code {{id}}}. */
public final class {{Name}}Factory implements DriverFactory<{{Name}}Config> {
  /** Called by {@link java.util.ServiceLoader}. */
  public {{Name}}Factory() {}

  @Override
  public String type() {
    return "{{id}}";
  }

  @Override
  public Class<{{Name}}Config> configType() {
    return {{Name}}Config.class;
  }

  /** Touches no hardware: that is left to the first use. */
  @Override
  public Driver create({{Name}}Config config, DriverContext context) {
    return new {{Name}}(config, context);
  }
}
