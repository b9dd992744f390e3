package dev.jerboa.drivers.http;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.Set;

/** Makes image servers: type {@code http}. */
public final class HttpFactory implements DriverFactory<HttpConfig> {
  /** Required by {@link java.util.ServiceLoader}. */
  public HttpFactory() {}

  @Override
  public String type() {
    return "http";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("jumpstarter_driver_http.driver.HttpServer");
  }

  @Override
  public Class<HttpConfig> configType() {
    return HttpConfig.class;
  }

  @Override
  public Driver create(HttpConfig config, DriverContext context) {
    return new HttpImageServer(config, context.path());
  }
}
