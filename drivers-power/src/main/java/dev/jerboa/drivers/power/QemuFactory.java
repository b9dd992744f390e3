package dev.jerboa.drivers.power;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;

/** Makes power switches of emulated boards. */
@Doc("Starts and stops an emulated board in QEMU.")
public final class QemuFactory implements DriverFactory<QemuConfig> {
  /** Called by {@link java.util.ServiceLoader}. */
  public QemuFactory() {}

  @Override
  public String type() {
    return "qemu";
  }

  @Override
  public Class<QemuConfig> configType() {
    return QemuConfig.class;
  }

  @Override
  public QemuPower create(QemuConfig config, DriverContext context) {
    return new QemuPower(config, context);
  }
}
