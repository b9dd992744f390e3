package dev.jerboa.drivers.tftp;

import dev.jerboa.api.files.ByteSource;
import java.nio.ByteBuffer;

/** A file of any length without storage: each byte follows from its position. */
record PatternSource(long size) implements ByteSource {
  static byte at(long position) {
    long mixed = (position + 1) * 0x9E3779B97F4A7C15L;
    return (byte) (mixed >>> 56);
  }

  @Override
  public int read(long position, ByteBuffer target) {
    if (position >= size) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), size - position);
    for (int i = 0; i < count; i++) {
      target.put(at(position + i));
    }
    return count;
  }
}
