package dev.jerboa.drivers.power;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;

/** Makes power switches that are driven by shell commands. */
@Doc("Switches the board's power by shell commands.")
public final class CommandFactory implements DriverFactory<CommandConfig> {
  /** Called by {@link java.util.ServiceLoader}. */
  public CommandFactory() {}

  @Override
  public String type() {
    return "command";
  }

  @Override
  public Class<CommandConfig> configType() {
    return CommandConfig.class;
  }

  @Override
  public CommandPower create(CommandConfig config, DriverContext context) {
    return config
        .read()
        .<CommandPower>map(read -> new ReadableCommandPower(config, context, read))
        .orElseGet(() -> new CommandPower(config, context));
  }
}
