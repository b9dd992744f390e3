/** Power drivers: a command, a person, a QEMU process. */
module dev.jerboa.drivers.power {
  requires dev.jerboa.api;

  // Only the configuration records are looked into, by reflection.
  opens dev.jerboa.drivers.power to
      dev.jerboa.runtime;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.power.CommandFactory,
      dev.jerboa.drivers.power.ManualFactory,
      dev.jerboa.drivers.power.QemuFactory;
}
