package dev.jerboa.drivers.serial;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;

/** Says that a line cannot be taken now but may be in a moment. */
final class NotYetException extends Exception {
  private static final long serialVersionUID = 1L;

  private final JerboaException error;

  NotYetException(JerboaException error) {
    super(error);
    this.error = error;
  }

  /** Says that there is nothing at the other end. */
  static NotYetException absent(String message, String hint) {
    return new NotYetException(
        JerboaException.of(ErrorClass.CONSOLE, "absent", message).hint(hint));
  }

  /** Returns the error to throw when the time for waiting is over. */
  JerboaException error() {
    return error;
  }
}
