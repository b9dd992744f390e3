package dev.jerboa.drivers.power;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.power.Power;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Switches power with shell commands.
 *
 * <p>A command runs in a session of its own, so that it ends with everything it has started when it
 * takes too long or is interrupted. Its output goes to a file rather than a pipe: what a successful
 * command leaves running (an emulator) holds nothing that would be waited for. Command lines may
 * hold passwords and are not shown.
 */
class CommandPower implements Driver, Power {
  private static final File NOTHING = new File("/dev/null");

  private final CommandConfig config;
  private final DriverContext context;

  CommandPower(CommandConfig config, DriverContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public void on() throws InterruptedException {
    run("on", config.on());
  }

  @Override
  public void off() throws InterruptedException {
    run("off", config.off());
  }

  /**
   * Runs the command line under {@code key}.
   *
   * @return the last lines of its output
   */
  String run(String key, String command) throws InterruptedException {
    Path output = context.stateFolder().resolve("command.log");
    Process process = start(key, command, output);
    boolean ended = false;
    try {
      ended = process.waitFor(config.timeout(), TimeUnit.SECONDS);
    } finally {
      if (!ended) {
        new ProcessGroup(process).kill();
      }
    }
    if (!ended) {
      throw timeout(key, output);
    }
    if (process.exitValue() != 0) {
      throw failed(
          key, "exited with status " + process.exitValue() + LogTail.of(output).indented());
    }
    return LogTail.of(output).text();
  }

  private Process start(String key, String command, Path output) {
    try {
      makePrivate(output);
      return new ProcessBuilder("setsid", "/bin/sh", "-c", command)
          .directory(context.resolve("").toAbsolutePath().toFile())
          .redirectInput(NOTHING)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw failed(key, "could not be started: " + e.getMessage()).causedBy(e);
    }
  }

  /** What a command prints may hold what its line holds. */
  private static void makePrivate(Path log) throws IOException {
    if (Files.notExists(log)) {
      Files.createFile(log);
    }
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
  }

  private JerboaException failed(String key, String what) {
    return JerboaException.of(
            ErrorClass.POWER,
            "command-failed",
            context.path() + ": the command under '" + key + "' " + what)
        .hint("Run the command by hand in the folder of the configuration.");
  }

  private JerboaException timeout(String key, Path output) {
    return JerboaException.of(
            ErrorClass.POWER,
            "timeout",
            "%s: the command under '%s' did not end in %d s and was killed%s"
                .formatted(context.path(), key, config.timeout(), LogTail.of(output).indented()))
        .hint("Run the command by hand; set 'timeout' if it needs more time.");
  }

  JerboaException unreadable(String output) {
    return failed("read", "must print on or off as its last line, but printed '" + output + "'");
  }

  /** Kills everything in the session that a process leads. */
  private record ProcessGroup(Process leader) {
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** Asks first; a thread that is interrupted again meanwhile asks no longer. */
    void kill() {
      try {
        signal("TERM").waitFor();
        leader.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        signal("KILL").waitFor();
      } catch (InterruptedException e) {
        signal("KILL");
        Thread.currentThread().interrupt();
      }
    }

    private Process signal(String name) {
      try {
        // The JDK can signal a process but not a group; kill is part of every shell.
        return new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " -- -" + leader.pid())
            .redirectOutput(NOTHING)
            .redirectError(NOTHING)
            .start();
      } catch (IOException e) {
        throw JerboaException.of(
                ErrorClass.POWER,
                "command-failed",
                "cannot end the power command, process group " + leader.pid())
            .hint("End it by hand: kill -- -" + leader.pid())
            .causedBy(e);
      }
    }
  }
}
