package dev.jerboa.runtime.image;

import java.util.Locale;

/** Writes amounts of bytes for people. */
final class Bytes {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Bytes() {}

  /** Returns up to three digits and a decimal unit: {@code 72 MB}, {@code 1.3 GB}. */
  static String text(long bytes) {
    if (bytes < 1000) {
      return bytes + " bytes";
    }
    double amount = bytes / 1000.0;
    int unit = 0;
    while (amount >= 999.5 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, amount < 9.95 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
  }
}
