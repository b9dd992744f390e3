package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Part;
import dev.jerboa.runtime.state.BoardNotes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many blocks this board's U-Boot asks for at once: the window with which it was quickest.
 *
 * <p>The first flash takes what the bundle states. Each later one tries one more window beside the
 * quickest, the double or the half, until both are known: how many a network card has room for (4
 * to some hundred) is written nowhere. A window that failed counts as the slowest.
 */
final class TftpWindow {
  static final Part<TftpWindow> PART = new Part<>("TFTP window", TftpWindow.class);

  /** More brings little: with 16, one packet in 17 is an acknowledgement. */
  private static final int MOST = 16;

  /** The rate of a shorter file says nothing. */
  private static final long LEAST_BYTES = 1 << 20;

  /** Notes are named so, with the window behind, and hold bytes per millisecond. */
  private static final String NOTE = "tftp.windowsize.";

  private final BoardNotes notes;
  private final Map<Integer, Long> rates = new TreeMap<>();
  private int size;

  TftpWindow(BoardNotes notes) {
    this.notes = notes;
    notes.all().forEach(this::recall);
  }

  private void recall(String name, String rate) {
    if (name.matches("tftp\\.windowsize\\.[1-9]\\d?") && rate.matches("\\d{1,9}")) {
      rates.put(Integer.valueOf(name.substring(NOTE.length())), Long.valueOf(rate));
    }
  }

  /**
   * Chooses the window of this flash.
   *
   * @param stated what the bundle says
   */
  int choose(int stated) {
    size = quickest().map(this::besideOrSame).orElse(rates.isEmpty() ? stated : 1);
    return size;
  }

  private Optional<Integer> quickest() {
    return rates.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private int besideOrSame(int quickest) {
    if (quickest * 2 <= MOST && !rates.containsKey(quickest * 2)) {
      return quickest * 2;
    }
    return quickest > 1 && !rates.containsKey(quickest / 2) ? quickest / 2 : quickest;
  }

  /** Falls back to the window that every U-Boot can take, and remembers why. */
  void failed() throws IOException {
    int large = size;
    size = 1;
    remember(large, 0);
  }

  /** Takes note of how quickly a file was loaded. */
  void loaded(long bytes, Duration took) throws IOException {
    if (bytes >= LEAST_BYTES) {
      remember(size, bytes / Math.max(1, took.toMillis()));
    }
  }

  private void remember(int window, long rate) throws IOException {
    rates.put(window, rate);
    notes.put(NOTE + window, Long.toString(rate));
  }
}
