package dev.jerboa.drivers.tftp;

import dev.jerboa.api.Deadline;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a fact, at most ten seconds. */
final class Waiting {
  private Waiting() {}

  static void until(String fact, BooleanSupplier holds) {
    Deadline deadline = Deadline.seconds(10);
    while (!holds.getAsBoolean()) {
      if (deadline.expired()) {
        throw new AssertionError("not within 10 s: " + fact);
      }
      LockSupport.parkNanos(2_000_000);
    }
  }
}
