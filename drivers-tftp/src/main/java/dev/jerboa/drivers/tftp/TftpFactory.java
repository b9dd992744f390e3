package dev.jerboa.drivers.tftp;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.Set;

/** Makes TFTP servers. */
@Doc("Serves kernel, device tree and initramfs of one flash to the bootloader over TFTP.")
public final class TftpFactory implements DriverFactory<TftpConfig> {
  /** Required by {@link java.util.ServiceLoader}. */
  public TftpFactory() {}

  @Override
  public String type() {
    return "tftp";
  }

  /** The second is what the reference's own flasher example says. */
  @Override
  public Set<String> aliases() {
    return Set.of(
        "jumpstarter_driver_tftp.driver.Tftp", "jumpstarter_driver_tftp.driver.TftpServer");
  }

  @Override
  public Class<TftpConfig> configType() {
    return TftpConfig.class;
  }

  @Override
  public TftpServer create(TftpConfig config, DriverContext context) {
    return new TftpServer(config, context);
  }
}
