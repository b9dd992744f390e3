package dev.jerboa.runtime.allocation;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects free ranges that come in ascending order: joins those that touch and drops the result if
 * it is shorter than a MiB, so that a fragmented file system does not need much memory.
 */
final class FreeRanges {
  static final long SHORTEST = 1 << 20;

  private final List<Range> ranges = new ArrayList<>();
  private long from;
  private long to;

  void add(long from, long to) {
    if (from >= to) {
      return;
    }
    if (from > this.to) {
      finishRange();
      this.from = from;
    }
    this.to = to;
  }

  private void finishRange() {
    if (to - from >= SHORTEST) {
      ranges.add(Range.between(from, to));
    }
    from = to;
  }

  List<Range> toList() {
    finishRange();
    return List.copyOf(ranges);
  }
}
