package dev.jerboa.drivers.tftp;

import java.time.Duration;

/** Lets through so many events a minute. May be used by any thread. */
final class Throttle {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final int most;
  private long minuteBegan;
  private int count;

  Throttle(int most) {
    this.most = most;
    this.minuteBegan = System.nanoTime() - MINUTE;
  }

  /** Counts an event and returns whether it may pass. */
  synchronized boolean passes() {
    long now = System.nanoTime();
    if (now - minuteBegan >= MINUTE) {
      minuteBegan = now;
      count = 0;
    }
    return count++ < most;
  }
}
