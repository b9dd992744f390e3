package dev.jerboa.runtime.config;

import dev.jerboa.runtime.config.LabConfig.Header;
import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads exporter files. */
public final class LabConfigReader {
  private static final List<String> WITHOUT_EFFECT =
      List.of("hooks", "failureDetection", "exitOnLeaseEnd");

  private final Map<String, String> environment;

  /** Takes {@code ${env:NAME}} from the environment of the process. */
  public LabConfigReader() {
    this(System.getenv());
  }

  LabConfigReader(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads a file and keeps what is wrong with it in the result, so that the drivers' part can be
   * checked as well before all is told.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code CONFIG} if there is no such file or it
   *     is not YAML
   */
  public LabConfig read(Path file) {
    Problems problems = new Problems(file.toString());
    YamlNode root = YamlDocument.read(file, problems);
    Path folder = file.toAbsolutePath().normalize().getParent();
    RecordBinder binder =
        RecordBinder.substituting(problems, new Substitution(folder, environment));
    Optional<Header> header = binder.bind(root, "", Header.class);
    List<LabNode> export = new ArrayList<>();
    if (root instanceof Mapping mapping) {
      mapping
          .get("export")
          .ifPresent(nodes -> export.addAll(new LabNodeReader(problems, binder).export(nodes)));
    }
    return new LabConfig(
        file, header.orElseGet(Header::unknown), export, notes(file, root), problems.sorted());
  }

  private static List<String> notes(Path file, YamlNode root) {
    List<String> notes = new ArrayList<>();
    if (writableByOthers(file)) {
      notes.add(file + " is writable by every user of this machine");
    }
    if (root instanceof Mapping mapping) {
      WITHOUT_EFFECT.stream()
          .flatMap(key -> mapping.entry(key).stream())
          .map(entry -> noEffect(file, entry))
          .forEach(notes::add);
    }
    return notes;
  }

  private static String noEffect(Path file, Entry entry) {
    Position at = entry.position();
    return file + ":" + at.line() + ":" + at.column() + ": " + entry.key() + " has no effect here";
  }

  private static boolean writableByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // what cannot be known is not claimed
    }
  }
}
