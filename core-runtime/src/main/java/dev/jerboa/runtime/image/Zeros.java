package dev.jerboa.runtime.image;

import java.util.Arrays;

/** Finds out whether bytes are all zero, at memory speed. */
final class Zeros {
  private static final byte[] BLOCK = new byte[64 << 10];

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
}
