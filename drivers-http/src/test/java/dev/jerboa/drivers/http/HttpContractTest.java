package dev.jerboa.drivers.http;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.DriverContract;
import java.util.List;

class HttpContractTest implements DriverContract {
  @Override
  public DriverFactory<?> factory() {
    return new HttpFactory();
  }

  @Override
  public String config() {
    return """
    host: 127.0.0.1
    port: 0
    root_dir: /srv/http
    remove_created_on_close: true
    timeout: 600
    """;
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of("port: 65536", "port: -1", "host: localhost", "host: 10.1");
  }
}
