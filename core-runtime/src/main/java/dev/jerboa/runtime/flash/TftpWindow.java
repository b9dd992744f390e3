package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Part;
import dev.jerboa.runtime.state.BoardNotes;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many blocks this board's U-Boot asks for at once: the window with which it was quickest.
 *
 * <p>The first flash takes what the bundle states. Each later one tries the double of the quickest
 * until that fails or is slower: how many packets a network card has room for (4 to some hundred)
 * is written nowhere.
 */
final class TftpWindow {
  static final Part<TftpWindow> PART = new Part<>("TFTP window", TftpWindow.class);

  /**
   * No larger window is tried that the bundle does not state: it would bring a fifth at most, and
   * gets U-Boot's virtio-net stuck, which has 32 buffers.
   */
  private static final int MOST = 8;

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
   * @param mayTry whether a window may be chosen that was not in use before
   */
  int choose(int stated, boolean mayTry) {
    if (rates.isEmpty()) {
      size = stated;
    } else {
      size = quickest();
      size = mayTry && isNew(2 * size) ? 2 * size : size;
    }
    return size;
  }

  private int quickest() {
    return rates.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(1);
  }

  private boolean isNew(int window) {
    return window <= MOST && !rates.containsKey(window);
  }

  /**
   * Falls back to the quickest window that did not fail, or to the one that every U-Boot can take,
   * and remembers why.
   */
  void failed() throws IOException {
    int large = size;
    rates.put(large, 0L);
    size = quickest();
    remember(large);
  }

  /** Returns the window in use. */
  int size() {
    return size;
  }

  /** Takes note of how quickly a file was loaded. */
  void loaded(long bytes, Duration took) throws IOException {
    if (bytes >= LEAST_BYTES) {
      rates.put(size, bytes / Math.max(1, took.toMillis()));
      remember(size);
    }
  }

  private void remember(int window) throws IOException {
    notes.put(NOTE + window, rates.get(window).toString());
  }
}
