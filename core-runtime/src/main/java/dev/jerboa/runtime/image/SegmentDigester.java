package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * Cuts the bytes of an image into segments and digests each and all.
 *
 * <p>Not safe for use by several threads.
 */
final class SegmentDigester {
  private final byte[] unit;
  private final int longest;
  private final MessageDigest whole = Sha256.start();
  private long size;

  SegmentDigester(Segmenting segmenting) {
    this.unit = new byte[segmenting.unit()];
    this.longest = segmenting.longest();
  }

  /**
   * Takes all that {@code in} gives, hands it on to {@code sink} and ends the image.
   *
   * @param progress is told of bytes after {@code sink} has them
   */
  SegmentTable drain(InputStream in, Sink sink, Progress progress) throws IOException {
    SegmentJoiner joiner = new SegmentJoiner(longest, progress::publish);
    int count = in.readNBytes(unit, 0, unit.length);
    while (count > 0) {
      progress.requireWanted();
      sink.write(unit, count);
      size += count;
      progress.add(count);
      int odd = count % SegmentJoiner.PAGE;
      add(joiner, 0, count - odd);
      add(joiner, count - odd, odd);
      count = in.readNBytes(unit, 0, unit.length);
    }
    return new SegmentTable(size, Sha256.finish(whole), joiner.finish(), List.of());
  }

  private void add(SegmentJoiner joiner, int from, int count) {
    if (count == 0) {
      return;
    }
    whole.update(unit, from, count);
    if (Zeros.only(unit, from, count)) {
      joiner.addZeros(count, Kind.ZERO);
    } else {
      joiner.addData(unit, from, count);
    }
  }

  /** Takes bytes in order. */
  interface Sink {
    void write(byte[] buffer, int count);
  }
}
