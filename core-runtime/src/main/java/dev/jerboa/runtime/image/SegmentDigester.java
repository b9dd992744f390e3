package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.Segment;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the bytes of an image into segments and digests each and all.
 *
 * <p>An odd end of the image, less than a page, is a segment of its own: direct I/O cannot write
 * it. Not safe for use by several threads.
 */
final class SegmentDigester {
  /** The unit in which direct I/O writes. */
  static final int PAGE = 4096;

  private static final int BUFFER = 1 << 20;

  private final int segmentSize;
  private final MessageDigest whole = Sha256.start();
  private final MessageDigest part = Sha256.start();
  private final List<Segment> segments = new ArrayList<>();
  private long offset;
  private long length;
  private boolean zero = true;

  /**
   * @param segmentSize in bytes: a multiple of {@link #PAGE}, and of 1 MiB where it is larger
   */
  SegmentDigester(int segmentSize) {
    this.segmentSize = segmentSize;
  }

  /** Takes all that {@code in} gives, hands it on to {@code sink} and ends the image. */
  SegmentTable drain(InputStream in, Sink sink, Progress progress) throws IOException {
    byte[] buffer = new byte[Math.min(BUFFER, segmentSize)];
    int count = in.readNBytes(buffer, 0, buffer.length);
    while (count > 0) {
      progress.requireWanted();
      accept(buffer, count);
      sink.write(buffer, count);
      progress.add(count);
      count = in.readNBytes(buffer, 0, buffer.length);
    }
    return finish();
  }

  /**
   * Takes the next bytes.
   *
   * @param count a divisor of the segment size; only the last may be anything up to that
   */
  void accept(byte[] buffer, int count) {
    int odd = count % PAGE;
    add(buffer, 0, count - odd);
    if (odd > 0) {
      endSegment();
      add(buffer, count - odd, odd);
    }
  }

  /** Ends the image. */
  SegmentTable finish() {
    endSegment();
    return new SegmentTable(offset, Sha256.finish(whole), segments);
  }

  private void add(byte[] buffer, int from, int count) {
    whole.update(buffer, from, count);
    part.update(buffer, from, count);
    zero = zero && Zeros.only(buffer, from, count);
    length += count;
    if (length == segmentSize) {
      endSegment();
    }
  }

  private void endSegment() {
    if (length == 0) {
      return;
    }
    Segment.Kind kind = zero ? Segment.Kind.ZERO : Segment.Kind.DATA;
    segments.add(new Segment(segments.size(), offset, length, kind, Sha256.finish(part)));
    offset += length;
    length = 0;
    zero = true;
  }

  /** Takes bytes in order. */
  interface Sink {
    void write(byte[] buffer, int count);
  }
}
