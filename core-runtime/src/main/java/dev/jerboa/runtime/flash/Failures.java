package dev.jerboa.runtime.flash;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;

/** What ends a flash, as errors that people can act on. */
final class Failures {
  private Failures() {}

  static JerboaException classified(String where, Throwable e) {
    return switch (e) {
      case JerboaException known -> known;
      case InterruptedException _ -> new CancelledException(where);
      default ->
          JerboaException.of(ErrorClass.INTERNAL, "unexpected", where + " failed: " + e)
              .hint("This is a defect; run again with --trace and report it.")
              .causedBy(e);
    };
  }

  /** A step that does not know of several images must not take one for all. */
  static JerboaException oneImageOnly(String step) {
    return JerboaException.of(
            ErrorClass.PLUGIN,
            "one-image",
            "Step '%s' of this board works for a flash of one image only".formatted(step))
        .hint("Flash the images one by one; the board's plugin can make the step one per image.");
  }
}
