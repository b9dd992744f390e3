package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Written;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a value as a person wants to read it at a prompt. */
public final class ValueText {
  private static final int LIMIT = 20_000;

  private ValueText() {}

  /**
   * Returns the text of a value: a flash in one line, what an {@link Optional} holds, a duration in
   * seconds; never longer than about 20,000 characters, and without control characters, since a
   * board may have sent them.
   */
  public static String of(Object value) {
    String text = harmless(plain(value));
    return text.length() <= LIMIT
        ? text
        : "%s... (%d more characters)".formatted(text.substring(0, LIMIT), text.length() - LIMIT);
  }

  private static String plain(Object value) {
    return switch (value) {
      case null -> "null";
      case FlashReport report -> flash(report);
      case Optional<?> optional -> optional.map(ValueText::plain).orElse("nothing");
      case Duration duration -> Units.time(duration);
      case Object[] array -> Arrays.deepToString(array);
      case byte[] bytes -> bytes.length + " bytes";
      case int[] numbers -> Arrays.toString(numbers);
      case long[] numbers -> Arrays.toString(numbers);
      case double[] numbers -> Arrays.toString(numbers);
      default -> String.valueOf(value);
    };
  }

  private static String flash(FlashReport report) {
    return "%s: %s in %s, power %s"
        .formatted(
            report.verified() ? "flashed and verified" : "flashed, UNVERIFIED",
            report.written().stream().map(ValueText::written).collect(Collectors.joining("; ")),
            Units.time(report.total()),
            report.power());
  }

  private static String written(Written image) {
    return "%s, %s on %s (%s)"
        .formatted(
            image.file().getFileName(),
            Units.bytes(image.bytes()),
            image.device().path(),
            image.device().place());
  }

  private static String harmless(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .filter(c -> c != '\r')
        .forEach(
            c -> {
              if (Character.isISOControl(c) && c != '\n' && c != '\t') {
                clean.append(String.format(Locale.ROOT, "\\x%02x", c));
              } else {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }
}
