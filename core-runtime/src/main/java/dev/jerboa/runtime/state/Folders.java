package dev.jerboa.runtime.state;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of this user, by the XDG base directory specification.
 *
 * <p>Each can be set by an environment variable of its own: {@code JERBOA_CONFIG_HOME}, {@code
 * JERBOA_CACHE_HOME}, {@code JERBOA_STATE_HOME}, and the plugin folders by {@code JERBOA_PLUGINS},
 * a list like {@code PATH}.
 *
 * @param config where exporter files are found by name
 * @param cache what can be made again: decoded images
 * @param state what was left running, locks, and the records of runs
 * @param plugins where plugins lie; those of this user come first
 */
public record Folders(Path config, Path cache, Path state, List<Path> plugins) {
  private static final Path OF_THE_MACHINE = Path.of("/usr/share/jerboa/plugins");

  public Folders {
    plugins = List.copyOf(plugins);
  }

  /** Has no plugins. */
  public Folders(Path config, Path cache, Path state) {
    this(config, cache, state, List.of());
  }

  /** Reads the folders from an environment. */
  public static Folders of(Map<String, String> environment) {
    return new Folders(
        folder(environment, "CONFIG", ".config"),
        folder(environment, "CACHE", ".cache"),
        folder(environment, "STATE", ".local/state"),
        plugins(environment));
  }

  private static List<Path> plugins(Map<String, String> environment) {
    String own = environment.getOrDefault("JERBOA_PLUGINS", "");
    return own.isEmpty()
        ? List.of(folder(environment, "DATA", ".local/share").resolve("plugins"), OF_THE_MACHINE)
        : Arrays.stream(own.split(File.pathSeparator))
            .map(folder -> Path.of(folder).toAbsolutePath())
            .toList();
  }

  /** Returns the same folders with one more for plugins. */
  public Folders withPlugins(Path folder) {
    List<Path> more = new ArrayList<>(plugins);
    more.addFirst(folder.toAbsolutePath());
    return new Folders(config, cache, state, more);
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
