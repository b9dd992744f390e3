package dev.jerboa.shell;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an interrupt of the main thread and lets it reach the
 * declared power state.
 *
 * <p>The JVM itself then ends with 130, 143 or 129, as it does for these signals.
 */
final class Interruption {
  /** Longer than the 30 s that a power switch may take; most answer at once. */
  private static final Duration GRACE = Duration.ofSeconds(40);

  private Interruption() {}

  static int guard(IntSupplier work) {
    Thread main = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> interruptAndWait(main, done)));
    try {
      return work.getAsInt();
    } finally {
      done.countDown();
    }
  }

  private static void interruptAndWait(Thread main, CountDownLatch done) {
    if (done.getCount() == 0) {
      return; // an ordinary end
    }
    main.interrupt();
    try {
      if (!done.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("error: the power state could not be reached in time; check the board");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
