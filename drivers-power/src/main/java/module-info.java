/** Power drivers. */
module dev.jerboa.drivers.power {
  requires dev.jerboa.api;
}
