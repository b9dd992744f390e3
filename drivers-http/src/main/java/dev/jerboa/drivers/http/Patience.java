package dev.jerboa.drivers.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Measures how long one client has kept its connection waiting. Changed by the thread of the
 * connection, read by any.
 */
final class Patience {
  private final Limits limits;
  private volatile Optional<Wait> wait = Optional.empty();
  private boolean inHead;
  private long headSince;

  private record Wait(long since, Duration limit) {
    Duration overdue() {
      return Duration.ofNanos(System.nanoTime() - since).minus(limit);
    }
  }

  Patience(Limits limits) {
    this.limits = limits;
  }

  /** Begins to wait for bytes of a request. */
  void reading() {
    wait =
        Optional.of(
            inHead
                ? new Wait(headSince, limits.head())
                : new Wait(System.nanoTime(), limits.idle()));
  }

  /** Ends a wait for bytes of a request. */
  void read() {
    wait = Optional.empty();
    if (!inHead) {
      inHead = true;
      headSince = System.nanoTime();
    }
  }

  /** Begins to wait until the client has taken bytes of an answer. */
  void writing() {
    inHead = false;
    wait = Optional.of(new Wait(System.nanoTime(), limits.idle()));
  }

  /** Ends a wait for the client to take bytes. */
  void written() {
    wait = Optional.empty();
  }

  /** Returns by how much the limit is exceeded, negative or zero if it is not. */
  Duration overdue() {
    return wait.map(Wait::overdue).orElse(Duration.ZERO);
  }
}
