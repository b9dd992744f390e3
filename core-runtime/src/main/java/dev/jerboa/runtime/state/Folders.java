package dev.jerboa.runtime.state;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of this user, by the XDG base directory specification.
 *
 * <p>Each can be set by an environment variable of its own: {@code JERBOA_CONFIG_HOME}, {@code
 * JERBOA_CACHE_HOME}, {@code JERBOA_STATE_HOME}.
 *
 * @param config where exporter files are found by name
 * @param cache what can be made again: decoded images
 * @param state what was left running, locks, and the records of runs
 */
public record Folders(Path config, Path cache, Path state) {
  /** Reads the folders from an environment. */
  public static Folders of(Map<String, String> environment) {
    return new Folders(
        folder(environment, "CONFIG", ".config"),
        folder(environment, "CACHE", ".cache"),
        folder(environment, "STATE", ".local/state"));
  }

  private static Path folder(Map<String, String> environment, String kind, String inHome) {
    String own = environment.get("JERBOA_" + kind + "_HOME");
    if (own != null && !own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    return Optional.ofNullable(environment.get("XDG_" + kind + "_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute) // the specification says to ignore relative ones
        .orElseGet(() -> Path.of(System.getProperty("user.home"), inHome))
        .resolve("jerboa");
  }
}
