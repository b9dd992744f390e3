package dev.jerboa.runtime.image;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;

/**
 * An image that a thread of its own gets ready, for all in this process who want it; it ends with
 * the last of them.
 */
final class Preparation {
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final String description;
  private final OptionalLong announcedSize;
  private final Progress progress = new Progress();
  private final FutureTask<FinishedImage> task;
  private final Thread thread;
  private final Optional<Hold> hold;
  private int users = 1;

  private Preparation(
      String description, OptionalLong announcedSize, Optional<Hold> hold, Work work) {
    this.description = description;
    this.announcedSize = announcedSize;
    this.hold = hold;
    this.task =
        new FutureTask<>(() -> work.run(progress)) {
          @Override
          protected void done() {
            progress.end();
          }
        };
    this.thread = Thread.ofPlatform().name("image-decoder").daemon().unstarted(task);
  }

  /**
   * Starts the work for one user, who calls {@link #leave}.
   *
   * @param hold ends with the last user
   */
  static Preparation start(
      String description, OptionalLong announcedSize, Optional<Hold> hold, Work work) {
    Preparation preparation = new Preparation(description, announcedSize, hold, work);
    preparation.thread.start();
    return preparation;
  }

  String description() {
    return description;
  }

  OptionalLong announcedSize() {
    return announcedSize;
  }

  Progress progress() {
    return progress;
  }

  /** Adds a user, unless the work has failed or ends. */
  synchronized boolean join() {
    if (users == 0 || task.state() == FutureTask.State.FAILED) {
      return false;
    }
    users++;
    return true;
  }

  /** Takes a user away, and ends with the last one. */
  void leave() {
    synchronized (this) {
      users--;
      if (users > 0) {
        return;
      }
    }
    progress.cancel();
    joinThread();
    try {
      progress.close();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      hold.ifPresent(Hold::close);
    }
  }

  /**
   * The thread notices the end within a buffer's work, and its folder must be gone after that. One
   * that hangs in a read (a dead network drive) is left behind: it is a daemon, and the next run
   * sweeps its folder.
   */
  private void joinThread() {
    boolean interrupted = Thread.interrupted();
    Deadline deadline = Deadline.after(CLOSE);
    while (thread.isAlive() && !deadline.expired()) {
      try {
        boolean _ = thread.join(deadline.remaining());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fails as the work did, if it has failed. */
  void requireSound() {
    if (task.state() == FutureTask.State.FAILED) {
      throw failure(task.exceptionNow());
    }
  }

  /** Returns what the work made, after {@link Progress#end}. */
  FinishedImage finished() {
    requireSound();
    FinishedImage image = task.resultNow();
    image.guard().run();
    return image;
  }

  private JerboaException failure(Throwable cause) {
    if (cause instanceof JerboaException known) {
      return known;
    }
    return JerboaException.of(
            ErrorClass.INTERNAL,
            "image-decoder",
            "preparing the image (%s) failed: %s".formatted(description, cause))
        .hint("Please report this with the stack trace.")
        .causedBy(cause);
  }

  /** Gets an image ready. */
  interface Work {
    FinishedImage run(Progress progress) throws InterruptedException;
  }
}
