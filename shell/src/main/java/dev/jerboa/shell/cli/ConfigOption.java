package dev.jerboa.shell.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code -c} before the command line can be parsed, because the configuration decides which
 * commands there are.
 */
final class ConfigOption {
  static final String VARIABLE = "JERBOA_CONFIG";
  private static final Set<String> NAMES = Set.of("-c", "--config");

  private static final Pattern JOINED = Pattern.compile("(?:--config=|-c=?)(?<file>[^=].*)");

  private ConfigOption() {}

  static Optional<String> find(String[] args, Map<String, String> environment) {
    for (int i = 0; i < args.length; i++) {
      if (NAMES.contains(args[i]) && i + 1 < args.length) {
        return Optional.of(args[i + 1]);
      }
      Matcher joined = JOINED.matcher(args[i]);
      if (joined.matches()) {
        return Optional.of(joined.group("file"));
      }
    }
    return Optional.ofNullable(environment.get(VARIABLE)).filter(value -> !value.isEmpty());
  }

  /** Returns the first word that is neither an option nor the value of {@code -c}. */
  static String firstWord(String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (NAMES.contains(args[i])) {
        i++;
      } else if (!args[i].startsWith("-")) {
        return args[i];
      }
    }
    return "";
  }
}
