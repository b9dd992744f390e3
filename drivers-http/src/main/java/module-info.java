/** An HTTP server for the image of one flash. */
module dev.jerboa.drivers.http {
  requires dev.jerboa.api;
}
