package dev.jerboa.runtime.job;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value that replaces or adds to what a job file says: {@code checks[0].timeout=5s}.
 *
 * @param path the keys and list positions as they were given
 * @param steps the same one by one: keys, and list positions in brackets
 * @param value a text as in YAML without quotes
 */
public record Setting(String path, List<String> steps, String value) {
  private static final String STEP = "[A-Za-z_]\\w*|\\[\\d{1,4}]";
  private static final Pattern TEXT =
      Pattern.compile("(?s)(?<path>[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*|\\[\\d{1,4}])*)=(?<value>.*)");

  public Setting {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a setting.
   *
   * @throws JerboaException of class {@code USAGE} if it has another form
   */
  public static Setting parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      String shown = text.contains("=") ? text.substring(0, text.indexOf('=')) : text;
      throw JerboaException.of(
              ErrorClass.USAGE, "set", "--set '" + shown + "' is not of the form PATH=VALUE")
          .hint("Write it like --set board=storage or --set checks[0].timeout=5s.");
    }
    String path = matcher.group("path");
    List<String> steps =
        Pattern.compile(STEP).matcher(path).results().map(result -> result.group()).toList();
    return new Setting(path, steps, matcher.group("value"));
  }

  /** Returns what the person typed, without the value: it may be a secret. */
  String option() {
    return "--set " + path;
  }
}
