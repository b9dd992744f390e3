package dev.jerboa.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Plays scripts that are meant for a board in the shell of this computer. */
public final class HostShell {
  private HostShell() {}

  /** What a script said, on both of its outputs, and its exit status. */
  public record Played(int status, String output) {}

  /**
   * Plays a script as a board does, which has it come from a pipe.
   *
   * @param environment what to change of this program's
   */
  public static Played play(String script, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh").redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process shell = builder.start();
    try (var in = shell.outputWriter(StandardCharsets.US_ASCII)) {
      in.write(script);
    }
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertTrue(shell.waitFor(30, TimeUnit.SECONDS));
    return new Played(shell.exitValue(), output);
  }
}
