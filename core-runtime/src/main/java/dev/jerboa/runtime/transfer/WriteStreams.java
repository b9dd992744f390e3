package dev.jerboa.runtime.transfer;

import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares what is written among streams that the board pulls at once.
 *
 * <p>With two, the device has the next request already while the other stream waits for the
 * network. But a cheap card may be slow where two places are written in turn: so one stream begins,
 * two are tried, and whichever was faster goes on. Not safe for use by several threads.
 */
final class WriteStreams {
  /** Cards write in blocks of some MiB, and are slow where pieces of several come in turn. */
  private static final long PIECE = 16L << 20;

  /** The rate of less data than this says nothing. */
  private static final long LEAST_BYTES = 48L << 20;

  /** Two streams cost the board more than one, and must be worth it. */
  private static final double WORTH = 1.03;

  private final int most;
  private final Map<Integer, Double> rates = new HashMap<>();

  WriteStreams(BoardTools tools) {
    this.most = tools.writers();
  }

  /** Returns what each stream is to write, in order. */
  List<List<Segment>> share(List<Segment> writes) {
    int count = choose(data(writes));
    List<List<Segment>> streams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      streams.add(new ArrayList<>());
    }
    long before = 0;
    for (Segment segment : writes) {
      streams.get((int) (before / PIECE % count)).add(segment);
      before += segment.length();
    }
    return streams;
  }

  private int choose(long data) {
    if (most < 2 || data < LEAST_BYTES || !rates.containsKey(1)) {
      return 1;
    }
    boolean two = !rates.containsKey(2) || rates.get(2) > rates.get(1) * WORTH;
    return two ? 2 : 1;
  }

  /** Takes note of how long it took the board to write a share, beside the same other work. */
  void wrote(List<List<Segment>> share, Duration took) {
    long data = share.stream().mapToLong(WriteStreams::data).sum();
    if (data >= LEAST_BYTES && took.isPositive()) {
      rates.put(share.size(), (double) data / took.toMillis());
    }
  }

  private static long data(List<Segment> segments) {
    return segments.stream()
        .filter(segment -> segment.kind() == Segment.Kind.DATA)
        .mapToLong(Segment::length)
        .sum();
  }
}
