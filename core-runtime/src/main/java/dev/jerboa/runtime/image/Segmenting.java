package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import java.io.IOException;

/**
 * How images are cut into segments.
 *
 * @param unit in bytes, a multiple of {@link SegmentJoiner#PAGE}; segments start at multiples of it
 * @param longest in bytes, a multiple of {@code unit}
 * @param freeSpace knows which zeros of an image nobody needs
 */
record Segmenting(int unit, int longest, FreeSpaceFinder freeSpace) {
  /** Fine enough to skip nearly all that is zero, and long enough to be read back in few pieces. */
  static final Segmenting STANDARD = new Segmenting(1 << 20, 4 << 20, FreeSpace::unallocated);

  /**
   * Marks what nobody needs of an image that was cut like this.
   *
   * @param declared what its source says nobody needs
   */
  SegmentTable markFree(SegmentTable table, ByteSource image, FreeSpace declared)
      throws IOException, InterruptedException {
    FreeSpace free = freeSpace.find(image, declared);
    SegmentJoiner joiner = new SegmentJoiner(longest, segment -> {});
    for (Segment segment : table.segments()) {
      if (segment.kind() == Kind.DATA) {
        joiner.add(segment);
      } else {
        addZeros(segment, free, joiner);
      }
    }
    return new SegmentTable(table.size(), table.sha256(), joiner.finish(), free.notes());
  }

  private void addZeros(Segment zeros, FreeSpace free, SegmentJoiner joiner) {
    for (long at = zeros.offset(); at < zeros.end(); at += unit) {
      long length = Math.min(unit, zeros.end() - at);
      joiner.addZeros(length, free.covers(at, length) ? Kind.FREE : Kind.ZERO);
    }
  }
}
