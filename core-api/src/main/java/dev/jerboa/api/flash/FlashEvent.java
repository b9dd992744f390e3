package dev.jerboa.api.flash;

import dev.jerboa.api.power.PowerState;
import java.time.Duration;

/**
 * What happens during a flash, in this order: per attempt an {@link AttemptStarted}, then per step
 * {@link StepStarted}, any number of {@link Progress} and {@link Note}, and {@link StepFinished} or
 * {@link StepFailed}; a {@link PowerLeft}; at the very end of a flash that succeeds one {@link
 * Finished}.
 */
public sealed interface FlashEvent {
  /** An attempt begins; the first has number 1. */
  record AttemptStarted(int attempt, int most) implements FlashEvent {}

  /** A step begins. */
  record StepStarted(String step, String title) implements FlashEvent {}

  /** A step has come so far, in bytes. */
  record Progress(String step, long done, long total) implements FlashEvent {}

  /** Something a person should know although the flash goes on. */
  record Note(String step, String text) implements FlashEvent {}

  /** A step has ended well. */
  record StepFinished(String step, String title, Duration took) implements FlashEvent {}

  /** A step has failed; whether another attempt follows is told by the next event. */
  record StepFailed(String step, String title, Duration took, String code, String message)
      implements FlashEvent {}

  /** The power has been switched to its declared state. */
  record PowerLeft(PowerState state) implements FlashEvent {}

  /** The flash has succeeded. */
  record Finished(FlashReport report) implements FlashEvent {}
}
