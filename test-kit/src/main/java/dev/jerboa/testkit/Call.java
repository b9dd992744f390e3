package dev.jerboa.testkit;

import dev.jerboa.api.CancelledException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call to a driver, which must end in time and, if at all, fail in a way that is allowed. */
@FunctionalInterface
interface Call {
  void run() throws Exception;

  /**
   * How a call ended.
   *
   * @param failure what it threw
   * @param interrupted whether the interrupt flag of its thread was set at the end
   */
  record End(Optional<Throwable> failure, boolean interrupted) {
    boolean tellsInterrupt() {
      return interrupted
          || failure
              .filter(e -> e instanceof InterruptedException || e instanceof CancelledException)
              .isPresent();
    }
  }

  /** Runs the call on a thread of its own. */
  default End await(String what, Duration limit, boolean interruptedBefore) {
    FutureTask<End> task =
        new FutureTask<>(
            () -> {
              if (interruptedBefore) {
                Thread.currentThread().interrupt();
              }
              return end();
            });
    Thread thread = Thread.ofPlatform().daemon().name("contract").start(task);
    try {
      End end = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      thread.join();
      return end;
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new AssertionError(what + " did not end in " + limit.toSeconds() + " s", e);
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(what + " could not be run", e);
    }
  }

  /** Runs the call on this thread. */
  default End end() {
    Optional<Throwable> failure = Optional.empty();
    try {
      run();
    } catch (Throwable e) { // whatever a driver throws is what is judged
      failure = Optional.of(e);
    }
    return new End(failure, Thread.interrupted());
  }
}
