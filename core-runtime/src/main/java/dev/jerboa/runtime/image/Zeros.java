package dev.jerboa.runtime.image;

import dev.jerboa.runtime.digest.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows bytes that are all zero: finds them at memory speed and digests each length once. */
final class Zeros {
  private static final byte[] BLOCK = new byte[64 << 10];
  private static final Map<Long, String> DIGESTS = new ConcurrentHashMap<>();

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

  /** Returns the digest of so many zeros. */
  static String sha256(long length) {
    return DIGESTS.computeIfAbsent(length, Zeros::digest);
  }

  private static String digest(long length) {
    MessageDigest digest = Sha256.start();
    for (long done = 0; done < length; done += BLOCK.length) {
      digest.update(BLOCK, 0, (int) Math.min(BLOCK.length, length - done));
    }
    return Sha256.finish(digest);
  }
}
