package com.acme.jerboa.board;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;
import java.util.List;

/** Makes boards of the type {@code acme-board}. */
public final class AcmeBoardFactory implements DriverFactory<FlasherConfig> {
  /** Named in module-info. */
  public AcmeBoardFactory() {}

  @Override
  public String type() {
    return "acme-board";
  }

  @Override
  public Class<FlasherConfig> configType() {
    return FlasherConfig.class;
  }

  @Override
  public List<ChildSpec> children() {
    return StandardBoard.CHILDREN;
  }

  @Override
  public Driver create(FlasherConfig config, DriverContext context) {
    return new AcmeBoard(config, context);
  }
}
