/** A read-only TFTP server for the files of one flash. */
module dev.jerboa.drivers.tftp {
  requires dev.jerboa.api;

  // Only the configuration records are looked into, by reflection.
  opens dev.jerboa.drivers.tftp to
      dev.jerboa.runtime;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.tftp.TftpFactory;
}
