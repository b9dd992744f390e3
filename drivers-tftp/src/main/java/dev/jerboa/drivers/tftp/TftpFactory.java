package dev.jerboa.drivers.tftp;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.Set;

/** Makes TFTP servers. */
public final class TftpFactory implements DriverFactory<TftpConfig> {
  /** Required by {@link java.util.ServiceLoader}. */
  public TftpFactory() {}

  @Override
  public String type() {
    return "tftp";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("jumpstarter_driver_tftp.driver.Tftp");
  }

  @Override
  public Class<TftpConfig> configType() {
    return TftpConfig.class;
  }

  @Override
  public Driver create(TftpConfig config, DriverContext context) {
    return new TftpServer(config, context);
  }
}
