package dev.jerboa.api.flash;

import dev.jerboa.api.Deadline;
import java.time.Duration;

/** The flash under way, as a step sees it. Used by the thread that runs the steps. */
public interface FlashRun {
  FlashRequest request();

  Board board();

  /**
   * Returns a part that an earlier step made.
   *
   * @throws IllegalStateException if none did: the step does not declare it in {@link Step#needs}
   */
  <T> T get(Part<T> part);

  /** Returns a part if a step made it. */
  <T> java.util.Optional<T> find(Part<T> part);

  /**
   * Stores a part. A part that is {@link AutoCloseable} is closed when it is replaced, when a retry
   * repeats the step that made it, or at the end, in reverse order.
   */
  <T> void put(Part<T> part, T value);

  /** Returns a time limit that the limit of the whole flash shortens where needed. */
  Deadline deadline(Duration most);

  /** Tells how far the current step has come, in bytes. Cheap; may be called by any thread. */
  void progress(long done, long total);

  /** Tells something a person should know although the flash goes on. */
  void note(String text);
}
