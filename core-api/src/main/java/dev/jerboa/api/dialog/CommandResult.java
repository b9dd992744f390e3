package dev.jerboa.api.dialog;

/**
 * The end of a command on a board.
 *
 * @param status the exit status, 0 to 255; 0 is success
 * @param output what it printed, with {@code \n} line ends and without the echo and the prompt
 */
public record CommandResult(int status, String output) {
  public boolean ok() {
    return status == 0;
  }
}
