/** A read-only TFTP server for the files of one flash. */
module dev.jerboa.drivers.tftp {
  requires transitive dev.jerboa.api;

  exports dev.jerboa.drivers.tftp;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.tftp.TftpFactory;
}
