package dev.jerboa.drivers.tftp;

/**
 * Decides how long to wait for an acknowledgement, from how long they took before (RFC 6298).
 *
 * <p>Much shorter than the seconds of RFC 2349: each lost packet costs one wait. Times are
 * nanoseconds. Used by one thread.
 */
final class RetransmitTimer {
  private final Patience patience;
  private double smoothed;
  private double variation;
  private long base;
  private long delay;

  RetransmitTimer(Patience patience) {
    this.patience = patience;
    this.base = patience.firstWait().toNanos();
    this.delay = base;
  }

  /** Returns how long to wait before sending again. */
  long delay() {
    return delay;
  }

  /** Learns from a packet that was sent once and acknowledged after so long. */
  void measured(long nanos) {
    if (smoothed == 0) {
      smoothed = nanos;
      variation = nanos / 2.0;
    } else {
      variation = 0.75 * variation + 0.25 * Math.abs(smoothed - nanos);
      smoothed = 0.875 * smoothed + 0.125 * nanos;
    }
    base =
        Math.clamp(
            (long) (smoothed + 4 * variation),
            patience.shortestWait().toNanos(),
            patience.longestWait().toNanos());
  }

  /** Forgets the waits that were in vain: something arrived. */
  void progressed() {
    delay = base;
  }

  /** Doubles the next wait: this one was in vain. */
  void expired() {
    delay = Math.min(2 * delay, patience.longestWait().toNanos());
  }
}
