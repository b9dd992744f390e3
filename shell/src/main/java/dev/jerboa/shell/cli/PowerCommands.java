package dev.jerboa.shell.cli;

import dev.jerboa.runtime.PowerHandle;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands of a power node. */
final class PowerCommands {
  private PowerCommands() {}

  @Command(name = "on", description = "Switches the board on.", mixinStandardHelpOptions = true)
  record On(PowerHandle power) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      power.on();
      return 0;
    }
  }

  @Command(name = "off", description = "Switches the board off.", mixinStandardHelpOptions = true)
  record Off(PowerHandle power) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      power.off();
      return 0;
    }
  }

  @Command(
      name = "cycle",
      description = "Switches the board off, waits, and switches it on.",
      mixinStandardHelpOptions = true)
  static final class Cycle implements Callable<Integer> {
    private final PowerHandle power;

    @Option(
        names = {"-w", "--wait"},
        paramLabel = "SECONDS",
        defaultValue = "2",
        description = "How long the board stays off (default: ${DEFAULT-VALUE}).")
    private int wait;

    Cycle(PowerHandle power) {
      this.power = power;
    }

    @Override
    public Integer call() throws InterruptedException {
      power.cycle(Duration.ofSeconds(wait));
      return 0;
    }
  }

  @Command(
      name = "status",
      description = "Prints whether the board is on or off.",
      mixinStandardHelpOptions = true)
  record Status(PowerHandle power) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      System.out.println(power.read().map(Object::toString).orElse("unknown"));
      return 0;
    }
  }
}
