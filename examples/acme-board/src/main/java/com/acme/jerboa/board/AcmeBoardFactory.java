package com.acme.jerboa.board;

import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;
import dev.jerboa.api.flash.StandardBoardFactory;

/** Makes boards of the type {@code acme-board}. */
public final class AcmeBoardFactory extends StandardBoardFactory {
  /** Named in module-info. */
  public AcmeBoardFactory() {}

  @Override
  public String type() {
    return "acme-board";
  }

  @Override
  public StandardBoard create(FlasherConfig config, DriverContext context) {
    return new AcmeBoard(config, context);
  }
}
