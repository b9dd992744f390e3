package dev.jerboa.drivers.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds which process listens on a TCP port, from what Linux tells in proc(5). */
final class PortHolder {
  private static final String LISTEN = "0A";

  private PortHolder() {}

  /** Names the process, as in {@code process 4711 (nginx)}, or says that it cannot be seen. */
  static String of(int port) {
    Set<String> links =
        Stream.of("/proc/net/tcp", "/proc/net/tcp6")
            .flatMap(table -> lines(Path.of(table)).stream())
            .map(line -> line.strip().split("\\s+"))
            .filter(field -> isListener(field, port))
            .map(field -> "socket:[" + field[9] + "]")
            .collect(Collectors.toSet());
    return processes().stream()
        .filter(process -> holds(process, links))
        .findFirst()
        .map(PortHolder::describe)
        .orElse("a process that this user cannot see");
  }

  private static boolean isListener(String[] field, int port) {
    return field.length > 9
        && field[3].equals(LISTEN)
        && field[1].endsWith(String.format(Locale.ROOT, ":%04X", port));
  }

  private static List<Path> processes() {
    return list(Path.of("/proc")).stream()
        .filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
        .toList();
  }

  private static boolean holds(Path process, Set<String> links) {
    return list(process.resolve("fd")).stream()
        .anyMatch(link -> target(link).filter(links::contains).isPresent());
  }

  private static String describe(Path process) {
    String name = lines(process.resolve("comm")).stream().findFirst().orElse("?");
    return "process " + process.getFileName() + " (" + name + ")";
  }

  private static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty(); // closed since it was listed
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of(); // another user's process, or one that has ended
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // not Linux, or a process that has ended
    }
  }
}
