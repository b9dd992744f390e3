/** Console drivers: local ports, raw TCP, unix sockets, child processes, loop. */
module dev.jerboa.drivers.serial {
  requires dev.jerboa.api;
  requires com.fazecast.jSerialComm;

  // The configuration record is bound by reflection; nothing here is an interface for others.
  opens dev.jerboa.drivers.serial;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.serial.SerialFactory;
}
