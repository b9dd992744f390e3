/** Console drivers: local ports, raw TCP, unix sockets, child processes, loop. */
module dev.jerboa.drivers.serial {
  requires dev.jerboa.api;
  requires com.fazecast.jSerialComm;

  // Only the configuration records are looked into, by reflection.
  opens dev.jerboa.drivers.serial to
      dev.jerboa.runtime;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.serial.SerialFactory;
}
