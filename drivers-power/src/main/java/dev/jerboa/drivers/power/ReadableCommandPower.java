package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.util.Locale;

/** Switches power with shell commands, one of which tells the state. */
final class ReadableCommandPower extends CommandPower implements PowerReading {
  private final String command;

  ReadableCommandPower(CommandConfig config, DriverContext context, String command) {
    super(config, context);
    this.command = command;
  }

  @Override
  public PowerState read() throws InterruptedException {
    String output = run("read", command).strip();
    String last = output.substring(output.lastIndexOf('\n') + 1).strip();
    return switch (last.toLowerCase(Locale.ROOT)) {
      case "on" -> PowerState.ON;
      case "off" -> PowerState.OFF;
      default -> throw unreadable(last);
    };
  }
}
