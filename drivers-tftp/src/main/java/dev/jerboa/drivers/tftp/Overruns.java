package dev.jerboa.drivers.tftp;

/**
 * Tells a client whose network card has too few buffers for a window from a line that loses
 * packets: the one loses the end of every window and does not even notice, since nothing follows;
 * the other notices most losses by what comes behind. Used by one thread.
 */
final class Overruns {
  /** Enough to be no accident, few enough that no second is lost. */
  private static final int LEAST = 8;

  private int torn;
  private int others;

  /**
   * Counts an acknowledgement that brought the transfer forward.
   *
   * @param whole whether it was for all that is in flight
   * @param asked whether the client had to be asked for it
   */
  void acknowledged(boolean whole, boolean asked) {
    if (asked && !whole) {
      torn++;
    } else {
      others++;
    }
  }

  /** Returns whether windows of this size are too large for the client. */
  boolean systematic() {
    return torn >= LEAST && torn > others;
  }
}
