/** The TI J784S4 EVM: the model of a board plugin. */
module dev.jerboa.flasher.ti.j784s4 {
  requires dev.jerboa.api;

  provides dev.jerboa.api.driver.DriverFactory with
      dev.jerboa.flasher.ti.j784s4.J784s4Factory;
}
