package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;

/** Makes power switches that are driven by shell commands. */
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
  public Driver create(CommandConfig config, DriverContext context) {
    CommandPower power = new CommandPower(config, context);
    return config.read().<Driver>map(read -> new ReadableCommandPower(power, read)).orElse(power);
  }
}
