package com.acme.jerboa.pdu;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;

/** Makes the drivers of the type {@code acme-pdu}. */
public final class AcmePduFactory implements DriverFactory<AcmePduConfig> {
  /** Called by {@link java.util.ServiceLoader}. */
  public AcmePduFactory() {}

  @Override
  public String type() {
    return "acme-pdu";
  }

  @Override
  public Class<AcmePduConfig> configType() {
    return AcmePduConfig.class;
  }

  @Override
  public Driver create(AcmePduConfig config, DriverContext context) {
    return new AcmePdu(config, context.path());
  }
}
