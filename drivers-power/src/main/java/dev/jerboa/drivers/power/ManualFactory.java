package dev.jerboa.drivers.power;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.time.Duration;

/** Makes power switches that a person operates. */
@Doc("Asks a person to switch the board's power.")
public final class ManualFactory implements DriverFactory<ManualConfig> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Called by {@link java.util.ServiceLoader}. */
  public ManualFactory() {}

  @Override
  public String type() {
    return "manual";
  }

  @Override
  public Class<ManualConfig> configType() {
    return ManualConfig.class;
  }

  @Override
  public ManualPower create(ManualConfig config, DriverContext context) {
    String name = config.name().orElseGet(context::path);
    return new ManualPower(name, ManualPower.Terminal.SYSTEM, PATIENCE);
  }
}
