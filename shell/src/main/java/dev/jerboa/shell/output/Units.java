package dev.jerboa.shell.output;

import dev.jerboa.api.flash.WriteSummary;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes times and sizes as people read them. */
final class Units {
  private Units() {}

  /** Returns {@code 12.3 s} or {@code 4:05 min}. */
  static String time(Duration duration) {
    return duration.toSeconds() < 100
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : clock(duration) + " min";
  }

  /** Returns {@code 350 ms}, {@code 2.5 s}, {@code 1 min 5 s} or {@code 2 h 3 min}. */
  static String words(Duration duration) {
    if (duration.isNegative()) {
      return "-" + words(duration.negated());
    }
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      long millis = duration.toMillis();
      return millis < 1000
          ? millis + " ms"
          : String.format(Locale.ROOT, "%.1f", millis / 1000.0).replace(".0", "") + " s";
    }
    return Stream.of(
            part(duration.toHours(), "h"),
            part(duration.toMinutesPart(), "min"),
            part(duration.toSecondsPart(), "s"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + " " + unit;
  }

  /** Returns {@code 0:07}. */
  static String clock(Duration duration) {
    return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /** Returns {@code 312/512 MB}, in millions of bytes. */
  static String ofTotal(long done, long total) {
    return "%d/%d MB".formatted(done / 1_000_000, total / 1_000_000);
  }

  /** Says what became of the bytes of an image: {@code 266 MB; 270 MB skipped as free}. */
  static String effort(WriteSummary effort) {
    StringBuilder text = new StringBuilder(bytes(effort.written()));
    if (effort.unchanged() > 0) {
      text.append("; ").append(bytes(effort.unchanged())).append(" were there already");
    }
    if (effort.skipped() > 0) {
      text.append("; ").append(bytes(effort.skipped())).append(" are free and were skipped");
    }
    return text.toString();
  }

  /** Returns {@code 268,435,456 bytes}. */
  static String bytes(long count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }
}
