package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.util.Locale;

/** Switches power with shell commands, one of which tells the state. */
final class ReadableCommandPower implements Driver, Power, PowerReading {
  private final CommandPower power;
  private final String command;

  ReadableCommandPower(CommandPower power, String command) {
    this.power = power;
    this.command = command;
  }

  @Override
  public void on() throws InterruptedException {
    power.on();
  }

  @Override
  public void off() throws InterruptedException {
    power.off();
  }

  @Override
  public PowerState read() throws InterruptedException {
    String output = power.run("read", command).strip();
    String last = output.substring(output.lastIndexOf('\n') + 1).strip();
    return switch (last.toLowerCase(Locale.ROOT)) {
      case "on" -> PowerState.ON;
      case "off" -> PowerState.OFF;
      default -> throw power.unreadable(last);
    };
  }
}
