package dev.jerboa.drivers.http;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.Set;

/** Makes image servers: type {@code http}. */
@Doc("Serves the image of one flash to the board over HTTP.")
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
  public HttpImageServer create(HttpConfig config, DriverContext context) {
    return new HttpImageServer(config, context.path());
  }
}
