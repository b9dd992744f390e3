package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.testkit.DriverContract;

/** A person who switches cannot be asked in a test, so that only the driver is held to account. */
class ManualContractTest implements DriverContract {
  @Override
  public DriverFactory<?> factory() {
    return new ManualFactory();
  }

  @Override
  public String config() {
    return "name: the board on the left";
  }
}
