package dev.jerboa.api;

import java.time.Duration;

/**
 * A point in monotonic time by which something must have happened.
 *
 * <p>Passed around instead of loose durations, so that nested waits never add up to more than their
 * caller allowed. Immutable and safe for use by several threads.
 */
public final class Deadline {
  private final long atNanos;
  private final Duration allowed;

  private Deadline(long atNanos, Duration allowed) {
    this.atNanos = atNanos;
    this.allowed = allowed;
  }

  /** Starts a deadline that expires after {@code allowed}. */
  public static Deadline after(Duration allowed) {
    return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
  }

  /** Starts a deadline that expires after whole seconds. */
  public static Deadline seconds(long seconds) {
    return after(Duration.ofSeconds(seconds));
  }

  /** Starts a deadline of {@code allowed} that does not outlive this one. */
  public Deadline atMost(Duration allowed) {
    Deadline other = after(allowed);
    return other.atNanos - atNanos < 0 ? other : this;
  }

  /** Returns the time left, never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
  }

  public boolean expired() {
    return System.nanoTime() - atNanos >= 0;
  }

  /** Returns how long was allowed at the start, for messages. */
  public Duration allowed() {
    return allowed;
  }
}
