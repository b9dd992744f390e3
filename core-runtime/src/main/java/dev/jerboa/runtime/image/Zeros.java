package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.SegmentDigest;
import dev.jerboa.runtime.digest.SegmentHasher;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows bytes that are all zero: finds them at memory speed and digests each length once. */
final class Zeros {
  private static final byte[] BLOCK = new byte[64 << 10];
  private static final Map<Long, SegmentDigest> DIGESTS = new ConcurrentHashMap<>();

  private Zeros() {}

  static boolean only(byte[] bytes, int from, int length) {
    for (int done = 0; done < length; done += BLOCK.length) {
      int start = from + done;
      int count = Math.min(BLOCK.length, length - done);
      if (Arrays.mismatch(bytes, start, start + count, BLOCK, 0, count) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns the digests of so many zeros. */
  static SegmentDigest digest(long length) {
    return DIGESTS.computeIfAbsent(length, Zeros::compute);
  }

  private static SegmentDigest compute(long length) {
    SegmentHasher hasher = new SegmentHasher();
    for (long done = 0; done < length; done += BLOCK.length) {
      hasher.update(BLOCK, 0, (int) Math.min(BLOCK.length, length - done));
    }
    return hasher.finish();
  }
}
