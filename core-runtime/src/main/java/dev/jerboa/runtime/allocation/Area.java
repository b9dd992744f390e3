package dev.jerboa.runtime.allocation;

import dev.jerboa.api.files.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A part of an image, or the whole, read at positions that count from its start. */
final class Area {
  private static final int BLOCK = 4 << 10;
  private static final int BUFFER = 256 * BLOCK;
  private static final byte[] ZEROS = new byte[BLOCK];

  private final ByteSource image;
  private final Range range;

  private Area(ByteSource image, Range range) {
    this.image = image;
    this.range = range;
  }

  static Area of(ByteSource image) {
    return new Area(image, new Range(0, image.size()));
  }

  long size() {
    return range.length();
  }

  Area part(Range part) throws DoubtException {
    check(part.offset(), part.length());
    return new Area(image, new Range(range.offset() + part.offset(), part.length()));
  }

  private void check(long position, long length) throws DoubtException {
    DoubtException.unless(
        position >= 0 && length >= 0 && position <= size() - length,
        "its structures point outside of it");
  }

  /** Returns {@code length} bytes in little endian order. */
  ByteBuffer read(long position, int length)
      throws IOException, InterruptedException, DoubtException {
    check(position, length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    fill(position, bytes);
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fill(long position, ByteBuffer bytes) throws IOException, InterruptedException {
    long start = range.offset() + position;
    while (bytes.hasRemaining()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (image.read(start + bytes.position(), bytes) < 0) {
        throw new EOFException("the image ends before byte " + (start + bytes.limit()));
      }
    }
  }

  /** Returns whether {@code bytes} lie at {@code position}; a negative one counts from the end. */
  boolean holds(long position, byte[] bytes)
      throws IOException, InterruptedException, DoubtException {
    long start = position < 0 ? size() + position : position;
    return start >= 0
        && start <= size() - bytes.length
        && Arrays.equals(read(start, bytes.length).array(), bytes);
  }

  /** Counts the 4 KiB blocks with a byte that is not zero, up to {@code limit} of them. */
  long writtenBlocks(long limit) throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, size()));
    long written = 0;
    for (long position = 0; position < size() && written < limit; position += BUFFER) {
      buffer.clear().limit((int) Math.min(BUFFER, size() - position));
      fill(position, buffer);
      written += writtenBlocks(buffer.array(), buffer.limit());
    }
    return Math.min(written, limit);
  }

  private static int writtenBlocks(byte[] bytes, int length) {
    int written = 0;
    for (int start = 0; start < length; start += BLOCK) {
      int end = Math.min(start + BLOCK, length);
      if (!Arrays.equals(bytes, start, end, ZEROS, 0, end - start)) {
        written++;
      }
    }
    return written;
  }
}
