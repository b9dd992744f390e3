package dev.jerboa.runtime.config;

import dev.jerboa.runtime.config.LabConfig.Header;
import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads exporter files. */
public final class LabConfigReader {
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
    YamlNode root = named(YamlDocument.read(file, problems));
    Mapping source = root instanceof Mapping mapping ? mapping : Mapping.empty(root.position());
    Path folder = file.toAbsolutePath().normalize().getParent();
    RecordBinder binder =
        RecordBinder.substituting(problems, new Substitution(folder, environment));
    Optional<Header> header = binder.bind(root, "", Header.class);
    checkConstant(source, "apiVersion", LabConfig.API_VERSION, problems);
    checkConstant(source, "kind", LabConfig.KIND, problems);
    List<LabNode> export =
        source
            .get("export")
            .map(nodes -> new LabNodeReader(problems, binder).export(nodes))
            .orElse(List.of());
    if (writableByOthers(file)) {
      problems.note(Position.START, "", "every user of this machine may write to this file");
    }
    return new LabConfig(
        file,
        source,
        header.orElseGet(Header::unknown),
        export,
        problems.secrets(),
        problems.notes(),
        problems.sorted());
  }

  /** Takes the names that the file does not give from the environment, as the reference does. */
  private YamlNode named(YamlNode root) {
    if (root instanceof Mapping mapping
        && mapping.get("metadata").orElse(Mapping.empty(root.position()))
            instanceof Mapping names) {
      Mapping full = withName(withName(names, "name", "JMP_NAME"), "namespace", "JMP_NAMESPACE");
      return mapping.replace("metadata", full);
    }
    return root;
  }

  private Mapping withName(Mapping metadata, String key, String variable) {
    String name = environment.getOrDefault(variable, "");
    if (name.isEmpty() || metadata.entry(key).isPresent()) {
      return metadata;
    }
    Position at = metadata.position();
    return metadata.with(new Entry(key, at, new Scalar(name, Scalar.Kind.TEXT, at)));
  }

  /** Adds a problem if a key that always has the same value has another. */
  public static void checkConstant(Mapping source, String key, String constant, Problems problems) {
    source
        .get(key)
        .filter(value -> value instanceof Scalar && !value.isNull())
        .filter(value -> !((Scalar) value).text().equals(constant))
        .ifPresent(value -> problems.add(value.position(), key, key + " must be " + constant));
  }

  private static boolean writableByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // what cannot be known is not claimed
    }
  }
}
