package dev.jerboa.api.console;

import dev.jerboa.api.Deadline;

/** The serial console of a board, of which one user at a time holds the line. */
public interface Console {
  /**
   * Takes the line, waiting until {@code deadline} for a port that is not there yet.
   *
   * <p>An expired deadline means one attempt. The caller closes the link.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code CONSOLE}: {@code absent}, {@code
   *     permission}, or {@code busy} with the holder's process id where it can be found
   */
  ConsoleLink connect(Deadline deadline) throws InterruptedException;

  /** Returns whether the port exists only while the board has power, as with an emulator. */
  boolean needsPower();
}
