package dev.jerboa.drivers.serial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A pseudo-terminal whose other end is a Python process that echoes, or that reads nothing. */
final class Pty implements AutoCloseable {
  private static final String ECHO =
      """
      import os, pty, sys, time, tty
      master, slave = pty.openpty()
      tty.setraw(slave)
      print(os.ttyname(slave), flush=True)
      if sys.argv[1] == 'deaf':
          sys.stdin.read()
      if sys.argv[1] == 'hangup':
          os.close(slave)
      while True:
          try:
              data = os.read(master, 4096)
          except OSError:
              time.sleep(0.01)
              continue
          while data:
              data = data[os.write(master, data):]
      """;

  private static final String HOLD =
      """
      import os, sys
      os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
      print('held', flush=True)
      sys.stdin.read()
      """;

  private final Process process;
  private final String path;

  private Pty(List<String> arguments) throws IOException {
    this.process =
        new ProcessBuilder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output = process.inputReader();
    this.path = output.readLine();
  }

  /** Makes a terminal that echoes; the maker also holds the terminal side open. */
  static Pty echo() throws IOException {
    return python(ECHO, "echo");
  }

  /** Makes a terminal that echoes, of which only the other side is held open. */
  static Pty hangup() throws IOException {
    return python(ECHO, "hangup");
  }

  /** Makes a terminal whose other side reads nothing. */
  static Pty deaf() throws IOException {
    return python(ECHO, "deaf");
  }

  /** Starts a process that has a device open. */
  static Pty holding(String path) throws IOException {
    return python(HOLD, path);
  }

  private static Pty python(String script, String argument) throws IOException {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(folder -> new java.io.File(folder, "python3").canExecute());
    Assumptions.assumeTrue(found, "python3 makes the pseudo-terminal");
    return new Pty(List.of("python3", "-u", "-c", script, argument));
  }

  String path() {
    return path;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
      try (Writer input = process.outputWriter()) {
        input.flush();
      }
    } catch (IOException e) {
      // The pipe is broken, as it should be.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
