package dev.jerboa.api.flash;

import java.util.Set;

/**
 * One step of a flash.
 *
 * <p>A step takes what it needs from the run and puts there what it makes; it holds no state of its
 * own and knows no other step. Interrupting its thread ends it promptly.
 */
public interface Step {
  /** Returns a stable id in kebab case, by which plugins and reports name the step. */
  String id();

  /** Returns what a person is told the step does, as in {@code Write the image}. */
  String title();

  /** Returns the parts that must have been made before. */
  default Set<Part<?>> needs() {
    return Set.of();
  }

  /** Returns the parts this step makes. */
  default Set<Part<?>> makes() {
    return Set.of();
  }

  /**
   * Returns whether what the step makes stays valid over a power cycle, so that a retry does not
   * repeat it.
   */
  default boolean oncePerFlash() {
    return false;
  }

  /**
   * Returns whether the step works on one image and is repeated for each. Consecutive steps of this
   * kind are done together for one image before the next.
   */
  default boolean perImage() {
    return false;
  }

  /**
   * Does the work.
   *
   * @throws dev.jerboa.api.JerboaException if it cannot be done
   */
  void run(FlashRun run) throws InterruptedException;
}
