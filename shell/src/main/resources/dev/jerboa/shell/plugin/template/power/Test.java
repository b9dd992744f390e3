package {{package}};

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.PowerContract;
import java.util.List;
import java.util.Optional;

/** Inherits the tests of every driver and of every power switch. */
class {{Name}}Test implements PowerContract {
  @Override
  public DriverFactory<?> factory() {
    return new {{Name}}Factory();
  }

  @Override
  public String config() {
    return """
    path: outlet
    on: "1"
    off: "0"
    """;
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of("path: ''", "path: outlet\non: x\noff: x");
  }

  @Override
  public Optional<String> deadConfig() {
    return Optional.of("path: no/such/folder/outlet");
  }
}
