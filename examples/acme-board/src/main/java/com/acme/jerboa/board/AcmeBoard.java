package com.acme.jerboa.board;

import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.flash.StandardBoard;

/** A board whose flasher OS needs no preflash commands, but a watchdog that is stopped. */
final class AcmeBoard extends StandardBoard {
  AcmeBoard(FlasherConfig config, DriverContext context) {
    super(config, context);
  }

  @Override
  public Recipe recipe(Recipe standard) {
    return standard.replace("preflash", new StopWatchdog());
  }
}
