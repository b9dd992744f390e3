package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Written;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a value as a person wants to read it at a prompt. */
public final class ValueText {
  private static final int MOST_CHARACTERS = 20_000;
  private static final int MOST_LINES = 100;

  private ValueText() {}

  /**
   * Returns the text of a value: a flash as a short table, what an {@link Optional} holds, a
   * duration in words; at most 100 lines and 20,000 characters, and without control characters,
   * since a board may have sent them.
   */
  public static String of(Object value) {
    return cut(harmless(plain(value)));
  }

  private static String cut(String text) {
    int end = Math.min(MOST_CHARACTERS, text.length());
    int lines = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n' && ++lines == MOST_LINES) {
        end = i;
      }
    }
    return end == text.length()
        ? text
        : "%s\n... (%,d more characters; System.out.println shows all)"
            .formatted(text.substring(0, end), text.length() - end);
  }

  private static String plain(Object value) {
    return switch (value) {
      case null -> "null";
      case FlashReport report -> flash(report);
      case Optional<?> optional -> optional.map(ValueText::plain).orElse("nothing");
      case Duration duration -> Units.words(duration);
      case Collection<?> many ->
          many.stream().map(ValueText::plain).collect(Collectors.joining(", ", "[", "]"));
      case Object[] array -> Arrays.deepToString(array);
      case byte[] bytes -> bytes.length + " bytes";
      case int[] numbers -> Arrays.toString(numbers);
      case long[] numbers -> Arrays.toString(numbers);
      case double[] numbers -> Arrays.toString(numbers);
      default -> String.valueOf(value);
    };
  }

  private static String flash(FlashReport report) {
    return """
        %s
        %s
          time    %s%s
          power   %s"""
        .formatted(
            report.verified() ? "Flashed and verified" : "Flashed, UNVERIFIED",
            report.written().stream().map(ValueText::written).collect(Collectors.joining("\n")),
            Units.words(report.total()),
            report.attempts() == 1 ? "" : ", " + report.attempts() + " attempts",
            report.power());
  }

  private static String written(Written image) {
    return "  image   %s, %s%n  written %s%n  device  %s (%s)"
        .formatted(
            image.file().getFileName(),
            Units.bytes(image.bytes()),
            Units.effort(image.effort()),
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
