package dev.jerboa.api.power;

/**
 * Switches the power of a board.
 *
 * <p>Both calls return only when the switch has been thrown, or fail with an error of class {@code
 * POWER}; both have their own time limit and do nothing harmful when repeated. Not called by two
 * threads at once.
 */
public interface Power {
  /** Switches the board on. */
  void on() throws InterruptedException;

  /** Switches the board off. */
  void off() throws InterruptedException;
}
