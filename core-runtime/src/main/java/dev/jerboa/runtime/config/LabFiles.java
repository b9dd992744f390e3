package dev.jerboa.runtime.config;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds exporter files by path or by name. */
public final class LabFiles {
  private static final String SUFFIX = ".yaml";

  private final List<Path> folders;

  LabFiles(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Finds an exporter file.
   *
   * @param nameOrPath a path of a file, or the name of a file {@code NAME.yaml} in one of the
   *     folders for exporter files of Jerboa (XDG Base Directory Specification) or of Jumpstarter
   * @throws JerboaException {@code config.not-found}, which lists where it looked and similar names
   */
  public static Path find(String nameOrPath) {
    return standard().locate(nameOrPath);
  }

  /** Returns the path that tells one file from every other; one that is gone keeps its name. */
  public static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize(); // who reads it will tell
    }
  }

  /** Returns the names that {@link #find} knows, without their suffix. */
  public static List<String> names() {
    return standard().known();
  }

  private static LabFiles standard() {
    Path home = Path.of(System.getProperty("user.home"));
    return new LabFiles(folders(System.getenv(), home, Path.of("/etc")));
  }

  static List<Path> folders(Map<String, String> environment, Path home, Path etc) {
    Path config =
        Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
            .map(Path::of)
            .filter(Path::isAbsolute) // the specification has relative ones ignored
            .orElse(home.resolve(".config"));
    return List.of(
        config.resolve("jerboa/exporters"),
        config.resolve("jerboa"),
        etc.resolve("jerboa/exporters"),
        etc.resolve("jerboa"),
        home.resolve(".config/jumpstarter/exporters"),
        etc.resolve("jumpstarter/exporters"));
  }

  Path locate(String nameOrPath) {
    List<Path> candidates = candidates(nameOrPath);
    return candidates.stream()
        .filter(file -> Files.exists(file) && !Files.isDirectory(file))
        .findFirst()
        .orElseThrow(
            () ->
                unusable(candidates.getFirst()).orElseGet(() -> notFound(nameOrPath, candidates)));
  }

  private List<Path> candidates(String nameOrPath) {
    List<Path> candidates = new ArrayList<>();
    try {
      Path path = Path.of(nameOrPath);
      candidates.add(path);
      if (path.getNameCount() == 1 && !path.isAbsolute()) {
        folders.forEach(folder -> candidates.add(folder.resolve(nameOrPath + SUFFIX)));
      }
    } catch (InvalidPathException e) {
      throw JerboaException.of(
              ErrorClass.CONFIG, "not-found", "no file can have this name: " + e.getReason())
          .hint("Give the name or the path of an exporter file.")
          .causedBy(e);
    }
    return candidates;
  }

  /** A path that is there and is no file is what was meant, whatever else was looked for. */
  private static Optional<JerboaException> unusable(Path path) {
    String what =
        Files.isDirectory(path)
            ? "is a folder"
            : Files.isSymbolicLink(path) && Files.notExists(path) ? "links to nothing" : "";
    return what.isEmpty()
        ? Optional.empty()
        : Optional.of(
            JerboaException.of(ErrorClass.CONFIG, "not-found", "'" + path + "' " + what)
                .hint("Give the path of an exporter file."));
  }

  private JerboaException notFound(String nameOrPath, List<Path> candidates) {
    String looked =
        candidates.stream()
            .map(file -> "\n  " + file.toAbsolutePath().normalize())
            .collect(Collectors.joining());
    List<String> near = Nearest.allTo(nameOrPath, known());
    String meant = near.isEmpty() ? "" : "\nsimilar names: " + String.join(", ", near);
    return JerboaException.of(
            ErrorClass.CONFIG,
            "not-found",
            "there is no exporter file '" + nameOrPath + "'; looked for" + looked + meant)
        .hint("Give the path of an exporter file, or put it into one of these folders.");
  }

  private List<String> known() {
    return folders.stream().flatMap(LabFiles::namesIn).distinct().sorted().toList();
  }

  private static Stream<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .toList()
          .stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty(); // a folder that is absent or cannot be listed suggests nothing
    }
  }
}
