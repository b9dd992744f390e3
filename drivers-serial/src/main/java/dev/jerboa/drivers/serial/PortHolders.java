package dev.jerboa.drivers.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds who has a device open, and which serial ports there are: proc(5). */
final class PortHolders {
  private static final Path PROC = Path.of("/proc");
  private static final Path PTS = Path.of("/dev/pts");

  /**
   * A process that has a device open.
   *
   * @param pid its process id
   * @param program its name, at most 15 characters
   */
  record Holder(long pid, String program) {
    @Override
    public String toString() {
      boolean own = pid == ProcessHandle.current().pid();
      return own ? "this process (pid " + pid + ")" : program + " (pid " + pid + ")";
    }
  }

  private PortHolders() {}

  /** Finds a process that has {@code node} open, among those this user may look at. */
  static Optional<Holder> of(Path node) {
    return list(PROC, "[0-9]*").stream()
        .filter(process -> holds(process, node) && !owns(process, node))
        .findFirst()
        .map(PortHolders::holder);
  }

  private static boolean holds(Path process, Path node) {
    return list(process.resolve("fd"), "*").stream().anyMatch(fd -> node.equals(target(fd)));
  }

  /**
   * Tells whether the process made the pseudo-terminal: it may keep the terminal side open, so that
   * its own side does not hang up between two users.
   */
  private static boolean owns(Path process, Path node) {
    return node.startsWith(PTS)
        && list(process.resolve("fd"), "*").stream()
            .filter(fd -> target(fd).endsWith("ptmx"))
            .anyMatch(fd -> index(process, fd).equals(node.getFileName().toString()));
  }

  private static String index(Path process, Path fd) {
    Path info = process.resolve("fdinfo").resolve(fd.getFileName());
    try {
      return Files.readAllLines(info).stream()
          .filter(line -> line.startsWith("tty-index:"))
          .map(line -> line.substring("tty-index:".length()).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return ""; // Closed in the meantime.
    }
  }

  private static Path target(Path fd) {
    try {
      return Files.readSymbolicLink(fd);
    } catch (IOException e) {
      return Path.of(""); // Closed in the meantime.
    }
  }

  private static Holder holder(Path process) {
    long pid = Long.parseLong(process.getFileName().toString());
    try {
      return new Holder(pid, Files.readString(process.resolve("comm")).strip());
    } catch (IOException e) {
      return new Holder(pid, "a process that has just ended");
    }
  }

  /** Lists the serial ports of this computer, by the names that stay the same where there are. */
  static String portsPresent() {
    List<Path> ports = list(Path.of("/dev/serial/by-id"), "*");
    if (ports.isEmpty()) {
      ports = list(Path.of("/dev"), "tty{USB,ACM,AMA}*");
    }
    return ports.isEmpty()
        ? "none"
        : String.join(", ", ports.stream().map(Path::toString).sorted().toList());
  }

  private static List<Path> list(Path folder, String glob) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
      List<Path> found = new ArrayList<>();
      entries.forEach(found::add);
      return found;
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return List.of(); // Not there, ended in the meantime, or of another user.
    }
  }
}
