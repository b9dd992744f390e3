package dev.jerboa.runtime.allocation;

/** Says why it is not certain what is free in a part of an image; the message is a short clause. */
final class DoubtException extends Exception {
  private static final long serialVersionUID = 1L;

  DoubtException(String message) {
    super(message);
  }

  /** Throws unless {@code certain}. */
  static void unless(boolean certain, String message) throws DoubtException {
    if (!certain) {
      throw new DoubtException(message);
    }
  }
}
