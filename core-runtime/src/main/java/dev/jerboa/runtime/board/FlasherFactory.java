package dev.jerboa.runtime.board;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;
import dev.jerboa.api.flash.StandardBoardFactory;
import java.util.Set;

/** Makes boards that need no code of their own: a bundle says all there is to know. */
@Doc("Flashes a board that a bundle describes, by the standard recipe.")
public final class FlasherFactory extends StandardBoardFactory {
  @Override
  public String type() {
    return "flasher";
  }

  @Override
  public Set<String> aliases() {
    return Set.of(
        "jumpstarter_driver_flashers.driver.BaseFlasher",
        "jumpstarter_driver_flashers.driver.RCarS4Flasher");
  }

  @Override
  public StandardBoard create(FlasherConfig config, DriverContext context) {
    return new StandardBoard(config, context);
  }
}
