/**
 * Console drivers: local ports, raw TCP, unix sockets, child processes, loop; a simulated board.
 */
module dev.jerboa.drivers.serial {
  requires transitive dev.jerboa.api;
  requires com.fazecast.jSerialComm;
  requires jdk.net;

  // Only the configuration records are looked into, by reflection.
  opens dev.jerboa.drivers.serial to
      dev.jerboa.runtime;

  // For tests: faults are put into a simulated board while it runs.
  exports dev.jerboa.drivers.serial.simulator;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.serial.SerialFactory,
      dev.jerboa.drivers.serial.simulator.SimulatedBoardFactory;
}
