/** An HTTP server for the image of one flash. */
module dev.jerboa.drivers.http {
  requires dev.jerboa.api;

  // Only the configuration records are looked into, by reflection.
  opens dev.jerboa.drivers.http to
      dev.jerboa.runtime;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.http.HttpFactory;
}
