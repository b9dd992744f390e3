package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.api.flash.SegmentDigest;
import dev.jerboa.runtime.digest.SegmentHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Joins the units of an image to segments: neighbours of one kind, up to a length.
 *
 * <p>An odd end of the image, less than a page, stays a segment of its own: direct I/O cannot write
 * it. Not safe for use by several threads.
 */
final class SegmentJoiner {
  /** The unit in which direct I/O writes. */
  static final int PAGE = 4096;

  private final long longest;
  private final SegmentHasher hasher = new SegmentHasher();
  private final Consumer<Segment> listener;
  private final List<Segment> segments = new ArrayList<>();
  private Kind kind = Kind.DATA;
  private long offset;
  private long length;

  /**
   * @param listener is told of each segment when it will not grow any more
   */
  SegmentJoiner(long longest, Consumer<Segment> listener) {
    this.longest = longest;
    this.listener = listener;
  }

  /** Takes the next unit, which is not all zeros. */
  void addData(byte[] buffer, int from, int count) {
    join(Kind.DATA, count);
    hasher.update(buffer, from, count);
  }

  /** Takes the next unit, which is all zeros. */
  void addZeros(long count, Kind kind) {
    join(kind, count);
  }

  /** Takes the next segment as it is. */
  void add(Segment segment) {
    end();
    append(segment);
  }

  private void join(Kind next, long count) {
    if (next != kind || length + count > longest || count % PAGE != 0) {
      end();
    }
    kind = next;
    length += count;
  }

  private void end() {
    if (length == 0) {
      return;
    }
    SegmentDigest digest = kind == Kind.DATA ? hasher.finish() : Zeros.digest(length);
    append(new Segment(offset, length, kind, digest));
    length = 0;
  }

  private void append(Segment segment) {
    segments.add(segment);
    offset = segment.end();
    listener.accept(segment);
  }

  /** Ends the image. */
  List<Segment> finish() {
    end();
    return segments;
  }
}
