package dev.jerboa.api.flash;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.List;

/** Makes boards that are configured and wired like every {@link StandardBoard}. */
public abstract class StandardBoardFactory implements DriverFactory<FlasherConfig> {
  /** Keeps nothing: all is told by the methods. */
  protected StandardBoardFactory() {}

  @Override
  public Class<FlasherConfig> configType() {
    return FlasherConfig.class;
  }

  @Override
  public List<ChildSpec> children() {
    return StandardBoard.CHILDREN;
  }

  @Override
  public abstract StandardBoard create(FlasherConfig config, DriverContext context);
}
