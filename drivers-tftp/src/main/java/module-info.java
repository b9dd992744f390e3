/** A read-only TFTP server for the files of one flash. */
module dev.jerboa.drivers.tftp {
  requires dev.jerboa.api;
}
