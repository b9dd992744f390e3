package dev.jerboa.drivers.http;

import dev.jerboa.api.files.ByteSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Content that is computed: the byte at each position is told by {@link #at}. */
record Bytes(long size) implements ByteSource {
  static byte at(long position) {
    return (byte) (position * 31 + (position >>> 16) * 7 + (position >>> 24));
  }

  /** Returns a range, one byte a character. */
  static String text(long offset, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = at(offset + i);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int read(long position, ByteBuffer target) {
    int count = (int) Math.min(target.remaining(), size - position);
    for (int i = 0; i < count; i++) {
      target.put(at(position + i));
    }
    return count <= 0 ? -1 : count;
  }
}
