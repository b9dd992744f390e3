package dev.jerboa.drivers.power;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The file in which a daemon leaves its process id, and by which it is found again.
 *
 * <p>A process counts as the daemon only if the path of this file is among its arguments: its id
 * may have passed on to an unrelated process since, after a SIGKILL or a restart of the computer.
 */
record PidFile(Path path) {
  private static final Path PROC = Path.of("/proc");
  private static final String OPTION = "-pidfile";

  /** In which the arguments of a program are written. */
  private static final Charset NATIVE = Charset.forName(System.getProperty("native.encoding"));

  /** Names a file in a folder, in the same spelling whatever links lead there. */
  static PidFile in(Path folder, String name) {
    try {
      return new PidFile(folder.toRealPath().resolve(name));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  Path folder() {
    return path.getParent();
  }

  /** Returns the arguments that make QEMU write this file. */
  List<String> arguments() {
    return List.of(OPTION, path.toString());
  }

  /** Finds the daemon if it is running. */
  Optional<ProcessHandle> machine() {
    return pid().flatMap(ProcessHandle::of).filter(this::isOurs);
  }

  private Optional<Long> pid() {
    try {
      String text = Files.readString(path).strip();
      return text.matches("[1-9][0-9]{0,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /**
   * Says whether a process is the daemon and runs, by its command line, which is empty for one that
   * has ended: proc(5).
   */
  boolean isOurs(ProcessHandle process) {
    String ours = "\0" + String.join("\0", arguments()) + "\0";
    try {
      Path commandLine = PROC.resolve(Long.toString(process.pid())).resolve("cmdline");
      return new String(Files.readAllBytes(commandLine), NATIVE).contains(ours);
    } catch (IOException e) {
      return false; // Ended in the meantime.
    }
  }

  /**
   * Kills a daemon that is still being started, with all it has forked: it has left the tree of its
   * starter early and may not have written this file yet.
   */
  void killStarted(ProcessHandle starter) {
    Instant begin = starter.info().startInstant().orElse(Instant.EPOCH);
    starter.destroyForcibly(); // first, so that it forks no more
    ProcessHandle _ = starter.onExit().completeOnTimeout(starter, 5, TimeUnit.SECONDS).join();
    ProcessHandle.allProcesses()
        .filter(this::isOurs)
        .filter(process -> !process.info().startInstant().orElse(begin).isBefore(begin))
        .forEach(ProcessHandle::destroyForcibly);
  }

  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private static JerboaException unusable(Path path, IOException cause) {
    return JerboaException.of(
            ErrorClass.POWER, "state", "cannot use " + path + ": " + cause.getMessage())
        .hint("Check the owner and the permissions of the state folder.")
        .causedBy(cause);
  }
}
