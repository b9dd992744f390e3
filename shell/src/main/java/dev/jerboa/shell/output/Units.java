package dev.jerboa.shell.output;

import java.time.Duration;
import java.util.Locale;

/** Writes times and sizes as people read them. */
final class Units {
  private Units() {}

  /** Returns {@code 12.3 s} or {@code 4:05 min}. */
  static String time(Duration duration) {
    return duration.toSeconds() < 100
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : clock(duration) + " min";
  }

  /** Returns {@code 0:07}. */
  static String clock(Duration duration) {
    return "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /** Returns {@code 312/512 MB}, in millions of bytes. */
  static String ofTotal(long done, long total) {
    return "%d/%d MB".formatted(done / 1_000_000, total / 1_000_000);
  }

  /** Returns {@code 268,435,456 bytes}. */
  static String bytes(long count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }
}
