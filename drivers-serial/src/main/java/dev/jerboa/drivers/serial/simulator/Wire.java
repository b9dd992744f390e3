package dev.jerboa.drivers.serial.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** One direction of a serial line: characters arrive at the pace of the line. */
final class Wire {
  private static final long BITS_PER_CHARACTER = 10;

  private final long nanosPerByte;
  private final Noise noise;
  private final Deque<Byte> onTheWay = new ArrayDeque<>();
  private long since = System.nanoTime();
  private boolean cut;

  Wire(int baudrate, Noise noise) {
    this.nanosPerByte = baudrate == 0 ? 0 : TimeUnit.SECONDS.toNanos(BITS_PER_CHARACTER) / baudrate;
    this.noise = noise;
  }

  synchronized void put(byte character) {
    if (onTheWay.isEmpty()) {
      since = Math.max(since, System.nanoTime());
    }
    noise.pass(character, onTheWay::addLast);
    notifyAll();
  }

  /** Forgets what is on the way, and mends the wire. */
  synchronized void reset() {
    onTheWay.clear();
    cut = false;
  }

  /** Ends every wait, now and later. */
  synchronized void cut() {
    cut = true;
    notifyAll();
  }

  /**
   * Takes what has arrived.
   *
   * @return the number of characters, 0 if none came in time, -1 if the wire is cut
   */
  synchronized int take(byte[] buffer, Duration wait) throws InterruptedException {
    long end = System.nanoTime() + wait.toNanos();
    while (!cut) {
      int count = Math.min(buffer.length, arrived());
      if (count > 0) {
        return take(buffer, count);
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        return 0;
      }
      long next = onTheWay.isEmpty() ? left : since + nanosPerByte - System.nanoTime();
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, Math.min(left, next)));
    }
    return -1;
  }

  private int arrived() {
    if (nanosPerByte == 0) {
      return onTheWay.size();
    }
    return (int) Math.min(onTheWay.size(), (System.nanoTime() - since) / nanosPerByte);
  }

  private int take(byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      buffer[i] = onTheWay.removeFirst();
    }
    since += count * nanosPerByte;
    return count;
  }
}
