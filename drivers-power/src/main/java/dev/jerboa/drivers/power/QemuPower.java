package dev.jerboa.drivers.power;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a board in QEMU, whose process is the power: it outlives the command that switched it on and
 * is found again by the next.
 */
final class QemuPower implements Driver, Power, PowerReading {
  private static final File NOTHING = new File("/dev/null");
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 20;

  private final QemuConfig config;
  private final DriverContext context;

  QemuPower(QemuConfig config, DriverContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public void on() throws InterruptedException {
    PidFile pidFile = pidFile();
    if (pidFile.machine().isPresent()) {
      return;
    }
    pidFile.delete();
    Path log = pidFile.folder().resolve("qemu.log");
    daemonize(start(pidFile, log), pidFile, log);
    if (pidFile.machine().isEmpty()) {
      throw failed("it ended right after its start", log);
    }
  }

  @Override
  public void off() throws InterruptedException {
    PidFile pidFile = pidFile();
    Optional<ProcessHandle> machine = pidFile.machine();
    if (machine.isPresent()) {
      // A handle remembers the start time and signals no other process that got the same id.
      ProcessHandle qemu = machine.get();
      qemu.destroy();
      if (!gone(qemu, pidFile)) {
        qemu.destroyForcibly();
        if (!gone(qemu, pidFile)) {
          throw alive(qemu.pid());
        }
      }
    }
    pidFile.delete();
  }

  @Override
  public PowerState read() {
    return pidFile().machine().isPresent() ? PowerState.ON : PowerState.OFF;
  }

  private PidFile pidFile() {
    return PidFile.in(context.stateFolder(), "qemu.pid");
  }

  private Process start(PidFile pidFile, Path log) {
    List<String> command = new ArrayList<>();
    command.add(program());
    command.addAll(config.args());
    command.add("-daemonize");
    command.addAll(pidFile.arguments());
    try {
      return new ProcessBuilder(command)
          .directory(context.resolve("").toAbsolutePath().toFile())
          .redirectInput(NOTHING)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.POWER,
              "qemu-failed",
              "%s: %s cannot be started: %s"
                  .formatted(context.path(), config.binary(), e.getMessage()))
          .hint(
              "Install it (on Debian: apt install "
                  + debianPackage(config.binary())
                  + "), or correct 'binary'.")
          .causedBy(e);
    }
  }

  private String program() {
    String binary = config.binary();
    return binary.contains("/") ? context.resolve(binary).toAbsolutePath().toString() : binary;
  }

  /** Waits until QEMU has left for the background, which it does once the machine is set up. */
  private void daemonize(Process starter, PidFile pidFile, Path log) throws InterruptedException {
    boolean ended = false;
    try {
      ended = starter.waitFor(config.timeout(), TimeUnit.SECONDS);
    } finally {
      if (!ended) {
        pidFile.killStarted(starter.toHandle());
      }
    }
    if (!ended) {
      throw timeout(log);
    }
    if (starter.exitValue() != 0) {
      throw failed("it ended with status " + starter.exitValue(), log);
    }
  }

  /** Waits for the process itself: QEMU removes its pid file a moment before it ends. */
  private static boolean gone(ProcessHandle qemu, PidFile pidFile) throws InterruptedException {
    Deadline deadline = Deadline.after(GRACE);
    while (pidFile.isOurs(qemu)) {
      if (deadline.expired()) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private JerboaException failed(String what, Path log) {
    return JerboaException.of(
            ErrorClass.POWER,
            "qemu-failed",
            context.path()
                + ": "
                + config.binary()
                + " did not start, "
                + what
                + LogTail.of(log).indented())
        .hint("Correct 'args'; QEMU runs in the folder of the configuration, without a window.");
  }

  private JerboaException timeout(Path log) {
    return JerboaException.of(
            ErrorClass.POWER,
            "timeout",
            "%s: %s did not start in %d s and was killed%s"
                .formatted(
                    context.path(), config.binary(), config.timeout(), LogTail.of(log).indented()))
        .hint(
            "A socket with 'server' needs 'wait=off' (or 'nowait'), or QEMU waits for its user;"
                + " otherwise set 'timeout'.");
  }

  private JerboaException alive(long pid) {
    return JerboaException.of(
            ErrorClass.POWER,
            "qemu-alive",
            "%s: the emulator (pid %d) is still running after SIGKILL"
                .formatted(context.path(), pid))
        .hint("Look at it with: ps -o pid,user,stat,wchan,args -p " + pid);
  }

  /** Returns the package of Debian 12 that holds an emulator. */
  private static String debianPackage(String binary) {
    String machine = Path.of(binary).getFileName().toString().replace("qemu-system-", "");
    return switch (machine) {
      case "aarch64", "arm" -> "qemu-system-arm";
      case "x86_64", "i386" -> "qemu-system-x86";
      case "ppc", "ppc64" -> "qemu-system-ppc";
      case "mips", "mipsel", "mips64", "mips64el" -> "qemu-system-mips";
      case "sparc", "sparc64" -> "qemu-system-sparc";
      default -> "qemu-system-misc";
    };
  }
}
