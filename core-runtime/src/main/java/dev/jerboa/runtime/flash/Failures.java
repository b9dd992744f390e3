package dev.jerboa.runtime.flash;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.util.Arrays;
import java.util.Optional;

/** What ends a flash or a job, as errors that people can act on. */
public final class Failures {
  private Failures() {}

  /** Returns an error as it is, an interrupt as such, and anything else as a defect. */
  public static JerboaException classified(String where, Throwable e) {
    return switch (e) {
      case JerboaException known -> known;
      case InterruptedException _ -> new CancelledException(where);
      default -> defect(where, e).causedBy(e);
    };
  }

  private static JerboaException defect(String where, Throwable e) {
    String failed = where + " failed: " + e;
    return pluginClass(e)
        .map(
            culprit ->
                JerboaException.of(ErrorClass.PLUGIN, "failed", failed + ", in " + culprit)
                    .hint("Report this to the author of the plugin, with what --trace shows."))
        .orElseGet(
            () ->
                JerboaException.of(ErrorClass.INTERNAL, "unexpected", failed)
                    .hint("This is a defect; run again with --trace and report it."));
  }

  /** Returns the class that threw if it is a plugin's: one that is not to be found from here. */
  private static Optional<String> pluginClass(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
        .findFirst()
        .filter(Failures::isForeign);
  }

  private static boolean isForeign(String className) {
    try {
      Class.forName(className, false, Failures.class.getClassLoader());
      return false;
    } catch (ClassNotFoundException | LinkageError e) {
      return true;
    }
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
