package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Returns what is written to it, through memory. */
final class LoopLink implements ConsoleLink {
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private boolean closed;

  @Override
  public synchronized int read(byte[] buffer, Duration wait) {
    Ticks ticks = Ticks.of(wait);
    while (chunks.isEmpty() && !closed && !ticks.over()) {
      ticks.pause(this, Long.MAX_VALUE);
    }
    if (closed) {
      return -1;
    }
    return chunks.isEmpty() ? 0 : take(buffer);
  }

  private int take(byte[] buffer) {
    byte[] chunk = chunks.removeFirst();
    int count = Math.min(chunk.length, buffer.length);
    System.arraycopy(chunk, 0, buffer, 0, count);
    if (count < chunk.length) {
      chunks.addFirst(Arrays.copyOfRange(chunk, count, chunk.length));
    }
    return count;
  }

  @Override
  public synchronized void write(byte[] bytes) throws IOException {
    if (closed) {
      throw new IOException("the loop is closed");
    }
    if (bytes.length > 0) {
      chunks.addLast(bytes.clone());
      notifyAll();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
