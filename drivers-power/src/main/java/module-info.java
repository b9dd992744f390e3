/** Power drivers: a command, a person, a QEMU process. */
module dev.jerboa.drivers.power {
  requires dev.jerboa.api;

  // The configuration records are bound by reflection; nothing here is an interface for others.
  opens dev.jerboa.drivers.power;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.drivers.power.CommandFactory,
      dev.jerboa.drivers.power.ManualFactory,
      dev.jerboa.drivers.power.QemuFactory;
}
