package dev.jerboa.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 2h}. */
public final class Durations {
  private static final Pattern TEXT =
      Pattern.compile("(?<number>\\d{1,15}(\\.\\d{1,9})?)(?<unit>ms|s|m|h)");
  private static final Map<String, Double> SECONDS =
      Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3600.0);

  private Durations() {}

  /** Reads a number with a unit; empty if it is none. */
  public static Optional<Duration> parse(String text) {
    return seconds(text).map(Durations::ofSeconds);
  }

  static Optional<Double> seconds(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            Double.parseDouble(matcher.group("number")) * SECONDS.get(matcher.group("unit")))
        : Optional.empty();
  }

  static Duration ofSeconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
