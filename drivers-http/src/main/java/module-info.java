/** An HTTP server for the image of one flash. */
module dev.jerboa.drivers.http {
  requires dev.jerboa.api;
  requires io.helidon.http;
  requires io.helidon.webserver;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.http.HttpFactory;
}
