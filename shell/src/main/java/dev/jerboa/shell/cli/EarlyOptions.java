package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.state.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be known before the command line can be parsed, because the configuration and the
 * plugins decide which commands there are.
 *
 * @param config the value of {@code -c}, or of the environment variable
 * @param plugins the value of {@code --plugins}
 * @param command the first word that is neither an option nor the value of one of these or of
 *     {@code --wait}
 */
record EarlyOptions(Optional<String> config, Optional<Path> plugins, String command) {
  static final String CONFIG_VARIABLE = "JERBOA_CONFIG";

  private static final Set<String> CONFIG = Set.of("-c", "--config");
  private static final Set<String> OTHERS = Set.of("--plugins", WaitOption.NAME);
  private static final Pattern JOINED =
      Pattern.compile("(?<name>--config|--plugins|-c)=(?<value>.+)|(?<short>-c)(?<rest>[^=].*)");

  static EarlyOptions find(String[] args, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    String command = "";
    for (int i = 0; i < args.length; i++) {
      Matcher joined = JOINED.matcher(args[i]);
      if ((CONFIG.contains(args[i]) || OTHERS.contains(args[i])) && i + 1 < args.length) {
        values.putIfAbsent(kind(args[i]), args[++i]);
      } else if (joined.matches()) {
        boolean long_ = joined.group("name") != null;
        values.putIfAbsent(
            kind(joined.group(long_ ? "name" : "short")), joined.group(long_ ? "value" : "rest"));
      } else if (command.isEmpty() && !args[i].startsWith("-")) {
        command = args[i];
      }
    }
    return new EarlyOptions(
        Optional.ofNullable(values.get("config")).or(() -> config(environment)),
        Optional.ofNullable(values.get("--plugins")).map(Path::of),
        command);
  }

  private static String kind(String option) {
    return CONFIG.contains(option) ? "config" : option;
  }

  static Optional<String> config(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(CONFIG_VARIABLE)).filter(value -> !value.isEmpty());
  }

  /** Returns this user's folders, with the plugins of the command line. */
  Folders folders(Map<String, String> environment) {
    return folders(environment, plugins);
  }

  /**
   * Returns the folders of an environment with one more for plugins.
   *
   * @throws JerboaException of class {@code USAGE} if that is no folder
   */
  static Folders folders(Map<String, String> environment, Optional<Path> plugins) {
    Optional<Path> absent = plugins.filter(folder -> !Files.isDirectory(folder));
    if (absent.isPresent()) {
      throw JerboaException.of(
              ErrorClass.USAGE, "plugins", "There is no folder for plugins at " + absent.get())
          .hint("Name the folder that the plugins lie in, not one of them.");
    }
    Folders folders = Folders.of(environment);
    return plugins.map(folders::withPlugins).orElse(folders);
  }
}
