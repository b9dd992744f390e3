package dev.jerboa.drivers.http;

import dev.jerboa.api.Deadline;

/** Counts the answers under way and refuses new ones once the service ends. */
final class InFlight {
  private int count;
  private boolean ended;

  /** Counts an answer in, unless the service has ended: then it must not begin. */
  synchronized boolean enter() {
    if (ended) {
      return false;
    }
    count++;
    return true;
  }

  synchronized void leave() {
    count--;
    notifyAll();
  }

  /** Refuses new answers and waits for those under way, at most until the deadline. */
  synchronized void end(Deadline deadline) throws InterruptedException {
    ended = true;
    while (count > 0 && !deadline.expired()) {
      wait(Math.max(1, deadline.remaining().toMillis()));
    }
  }
}
