package dev.jerboa.runtime.board;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.flash.FlasherConfig;
import dev.jerboa.api.flash.StandardBoard;
import java.util.List;
import java.util.Set;

/** Makes boards that need no code of their own: a bundle says all there is to know. */
@Doc("Flashes a board that a bundle describes, by the standard recipe.")
public final class FlasherFactory implements DriverFactory<FlasherConfig> {
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
  public Class<FlasherConfig> configType() {
    return FlasherConfig.class;
  }

  @Override
  public List<ChildSpec> children() {
    return StandardBoard.CHILDREN;
  }

  @Override
  public StandardBoard create(FlasherConfig config, DriverContext context) {
    return new StandardBoard(config, context);
  }
}
