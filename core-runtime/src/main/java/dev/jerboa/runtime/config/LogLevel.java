package dev.jerboa.runtime.config;

import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import java.util.List;
import java.util.Locale;

/** The key {@code log_level}, which the reference takes beside or in every driver's config. */
public final class LogLevel {
  /** The name of the key. */
  public static final String KEY = "log_level";

  static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");

  private LogLevel() {}

  /** Notes that the key has no effect if {@code mapping} has it, and finds levels nobody knows. */
  public static void check(Mapping mapping, String path, Problems problems) {
    mapping
        .entry(KEY)
        .ifPresent(
            entry -> {
              problems.noteNoEffect(entry.position(), RecordBinder.join(path, KEY));
              if (!isLevel(entry.value())) {
                problems.add(
                    entry.value().position(),
                    RecordBinder.join(path, KEY),
                    "expected one of " + String.join(", ", LEVELS));
              }
            });
  }

  private static boolean isLevel(YamlNode value) {
    return value instanceof Scalar level && LEVELS.contains(level.text().toUpperCase(Locale.ROOT));
  }
}
