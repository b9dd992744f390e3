package dev.jerboa.api.dialog;

import dev.jerboa.api.Deadline;

/**
 * A POSIX shell on the board's console, such as busybox ash of the flasher OS.
 *
 * <p>Every command is framed by a nonce, its echo is compared before it is run, and a damaged
 * result is asked for again without running the command twice.
 */
public interface Shell {
  /**
   * Runs a command line of at most 700 printable ASCII characters and returns its status.
   *
   * @throws dev.jerboa.api.JerboaException if the line cannot be delivered, the board resets or
   *     panics, or the deadline passes
   */
  CommandResult run(String command, Deadline deadline) throws InterruptedException;

  /** Returns an argument in single quotes, so that the shell takes it as it is. */
  static String quote(String argument) {
    return "'" + argument.replace("'", "'\\''") + "'";
  }
}
