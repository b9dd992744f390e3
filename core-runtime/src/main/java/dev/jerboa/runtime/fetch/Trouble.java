package dev.jerboa.runtime.fetch;

/** Something that may be gone at the next attempt. */
final class Trouble extends Exception {
  private static final long serialVersionUID = 1;

  private final long seconds;

  Trouble(String message, Throwable cause) {
    super(message, cause);
    this.seconds = 0;
  }

  /**
   * @param seconds how long the server asks to wait
   */
  Trouble(String message, long seconds) {
    super(message);
    this.seconds = seconds;
  }

  long seconds() {
    return seconds;
  }
}
