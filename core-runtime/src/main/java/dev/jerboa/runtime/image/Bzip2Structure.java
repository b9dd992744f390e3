package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Looks for the end-of-stream mark of a bzip2 file, which lies at any bit.
 *
 * <p>The mark has 48 bits (the digits of the square root of pi), a checksum of 32 bits and up to 7
 * bits of padding follow.
 */
final class Bzip2Structure {
  private static final long END_MARK = 0x177245385090L;
  private static final long MARK_BITS = 0xFFFFFFFFFFFFL;
  private static final int CHECKSUM_BITS = 32;
  private static final int TAIL = 1 << 20;

  private Bzip2Structure() {}

  static Structure check(SourceFile source) throws IOException {
    try (SourceReader reader = source.reader()) {
      int length = (int) Math.min(TAIL, reader.size());
      long start = reader.size() - length;
      ByteBuffer tail = reader.at(start, length);
      int end = lastStreamEnd(tail);
      if (end < 0 || (end != tail.limit() && startsStream(tail, end))) {
        throw ImageErrors.truncated(source.path(), "bz2", reader.size(), "its end-of-stream mark");
      }
      if (end != tail.limit()) {
        throw ImageErrors.trailing(source.path(), "bz2", start + end);
      }
      return new Structure(OptionalLong.empty(), true);
    }
  }

  /** Returns where the last whole stream ends, in bytes, or -1. */
  private static int lastStreamEnd(ByteBuffer tail) {
    long window = 0;
    int end = -1;
    for (int bit = 0; bit < tail.limit() * Byte.SIZE; bit++) {
      int next = (tail.get(bit / 8) >> (7 - bit % 8)) & 1;
      window = ((window << 1) | next) & MARK_BITS;
      if (window == END_MARK) {
        int endBit = bit + 1 + CHECKSUM_BITS;
        end = endBit <= tail.limit() * Byte.SIZE ? (endBit + 7) / 8 : end;
      }
    }
    return end;
  }

  private static boolean startsStream(ByteBuffer tail, int at) {
    byte[] magic = {'B', 'Z', 'h'};
    int shown = Math.min(magic.length, tail.limit() - at);
    return tail.slice(at, shown).equals(ByteBuffer.wrap(magic, 0, shown));
  }
}
