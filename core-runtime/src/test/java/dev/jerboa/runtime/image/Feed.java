package dev.jerboa.runtime.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** A decoder's output that comes when a test gives it. */
final class Feed extends InputStream {
  private final BlockingQueue<Supplier<byte[]>> pieces = new LinkedBlockingQueue<>();
  private byte[] current = {};
  private int at;
  private boolean ended;

  void give(byte[] bytes) {
    pieces.add(() -> bytes);
  }

  void end() {
    give(new byte[0]);
  }

  /** Ends what is given with a failure. */
  void fail(RuntimeException failure) {
    pieces.add(
        () -> {
          throw failure;
        });
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (at == current.length && !ended) {
      next();
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, target, offset, count);
    at += count;
    return count == 0 ? -1 : count;
  }

  private void next() throws IOException {
    try {
      current = pieces.take().get();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    at = 0;
    ended = current.length == 0;
  }
}
