package dev.jerboa.runtime.board;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.dialog.BootloaderConsole;
import dev.jerboa.api.dialog.BootloaderSettings;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.power.Power;
import java.util.List;
import java.util.Set;

/** Makes {@code uboot} nodes, which say how a board is stopped in U-Boot. */
@Doc("Says how the board is stopped in U-Boot.")
public final class UBootFactory implements DriverFactory<UBootConfig> {
  @Override
  public String type() {
    return "uboot";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("jumpstarter_driver_uboot.driver.UbootConsole");
  }

  @Override
  public Class<UBootConfig> configType() {
    return UBootConfig.class;
  }

  /** The reference's files name both; the board that uses this node brings its own. */
  @Override
  public List<ChildSpec> children() {
    return List.of(
        ChildSpec.optional("power", Power.class), ChildSpec.optional("serial", Console.class));
  }

  @Override
  public UBoot create(UBootConfig config, DriverContext context) {
    return new UBoot(new BootloaderSettings(config.prompt(), config.interrupt(), config.timeout()));
  }

  record UBoot(BootloaderSettings settings) implements Driver, BootloaderConsole {}
}
