package dev.jerboa.drivers.serial;

import java.time.Duration;

/**
 * The time left of a wait that ends early when its thread is interrupted.
 *
 * <p>The interrupt stays set: {@code ConsoleLink.read} cannot throw it, its caller sees it.
 */
final class Ticks {
  private final long end;

  private Ticks(long end) {
    this.end = end;
  }

  static Ticks of(Duration wait) {
    return new Ticks(System.nanoTime() + wait.toNanos());
  }

  long leftMillis() {
    long nanos = end - System.nanoTime();
    return nanos <= 0 ? 0 : nanos / 1_000_000 + 1;
  }

  boolean over() {
    return leftMillis() == 0 || Thread.currentThread().isInterrupted();
  }

  /** Waits for a notification on {@code monitor}, which the caller holds; it calls in a loop. */
  @SuppressWarnings("WaitNotInLoop")
  void pause(Object monitor, long mostMillis) {
    long millis = Math.min(mostMillis, leftMillis());
    if (millis > 0) {
      try {
        monitor.wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
