package dev.jerboa.api.flash;

import dev.jerboa.api.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The flash under way, as a step sees it. Used by the thread that runs the steps.
 *
 * <p>What a {@linkplain Step#perImage step per image} makes belongs to the image it works on, and
 * later steps per image get that of their own image. Other steps get it too where the flash has one
 * image, and otherwise ask for {@link #all}.
 */
public interface FlashRun {
  FlashRequest request();

  Board board();

  /**
   * Returns the image that the current step works on.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code PLUGIN} in a step that is not per image,
   *     if the flash has several
   */
  FlashRequest.Image image();

  /**
   * Returns a part that an earlier step made.
   *
   * @throws IllegalStateException if none did: the step does not declare it in {@link Step#needs}
   * @throws dev.jerboa.api.JerboaException as {@link #image} does, if the part belongs to an image
   */
  <T> T get(Part<T> part);

  /** Returns a part if a step made it; otherwise like {@link #get}. */
  <T> Optional<T> find(Part<T> part);

  /** Returns this part of each image for which it was made, in the order of the images. */
  <T> List<T> all(Part<T> part);

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
