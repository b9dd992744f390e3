package dev.jerboa.runtime.image;

import dev.jerboa.api.CancelledException;
import java.util.concurrent.atomic.AtomicLong;

/** What the background work and those who wait for it know of each other. */
final class Progress {
  private final AtomicLong done = new AtomicLong();
  private volatile boolean cancelled;

  void add(long bytes) {
    done.addAndGet(bytes);
  }

  void restart() {
    done.set(0);
  }

  long done() {
    return done.get();
  }

  void cancel() {
    cancelled = true;
  }

  /** Ends the work if nobody wants its result any more. */
  void requireWanted() {
    if (cancelled) {
      throw new CancelledException("preparing the image");
    }
  }
}
