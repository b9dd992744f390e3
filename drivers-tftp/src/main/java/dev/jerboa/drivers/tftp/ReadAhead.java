package dev.jerboa.drivers.tftp;

import dev.jerboa.api.files.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a file in larger pieces than it is sent in. Used by one thread. */
final class ReadAhead {
  /** As large as a datagram can be, so that each block fits. */
  private static final int CAPACITY = 64 * 1024;

  private final ByteSource content;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(CAPACITY).limit(0);
  private long start;

  ReadAhead(ByteSource content) {
    this.content = content;
  }

  /** Returns what was read last. */
  ByteBuffer bytes() {
    return bytes;
  }

  /** Returns where in {@link #bytes} the bytes of the file from {@code position} on are. */
  int from(long position, int length) throws IOException, InterruptedException {
    if (position < start || position + length > start + bytes.limit()) {
      fill(position, length);
    }
    return (int) (position - start);
  }

  /** Waits for no more than is needed now. */
  private void fill(long position, int length) throws IOException, InterruptedException {
    start = position;
    bytes.clear().limit((int) Math.min(CAPACITY, content.size() - position));
    try {
      while (bytes.position() < length) {
        if (content.read(position + bytes.position(), bytes) < 0) {
          throw new EOFException("the file ends at byte " + (position + bytes.position()));
        }
      }
    } finally {
      bytes.flip();
    }
  }
}
