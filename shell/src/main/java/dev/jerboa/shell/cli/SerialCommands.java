package dev.jerboa.shell.cli;

import dev.jerboa.runtime.SerialHandle;
import dev.jerboa.shell.terminal.ConsoleTerminal;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of a console node. */
final class SerialCommands {
  private SerialCommands() {}

  @Command(
      name = "start-console",
      description = "Attaches this terminal to the console; Ctrl-B three times leaves it.",
      mixinStandardHelpOptions = true)
  record StartConsole(SerialHandle serial) implements Callable<Integer> {
    @Override
    public Integer call() throws InterruptedException {
      ConsoleTerminal.attach(serial.line(), "");
      return 0;
    }
  }

  @Command(
      name = "expect",
      description = "Waits until the console shows a regular expression, and prints what came.",
      mixinStandardHelpOptions = true)
  static final class ExpectText implements Callable<Integer> {
    private final SerialHandle serial;

    @Parameters(paramLabel = "REGEX", description = "What to wait for.")
    private String regex = "";

    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        defaultValue = "60",
        description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private int timeout;

    ExpectText(SerialHandle serial) {
      this.serial = serial;
    }

    @Override
    public Integer call() throws InterruptedException {
      System.out.println(serial.expect(regex, Duration.ofSeconds(timeout)));
      return 0;
    }
  }
}
