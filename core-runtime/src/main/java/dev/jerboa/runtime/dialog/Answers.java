package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import java.util.List;
import java.util.Optional;

/** Asks a shell questions whose answers matter too much to be read once over a noisy line. */
public final class Answers {
  private static final int TRIES = 4;

  private Answers() {}

  /**
   * Returns what a harmless command prints, once two runs in a row have printed the same.
   *
   * @throws JerboaException of class {@code CONSOLE} if no two answers agree
   */
  public static CommandResult agreed(Shell shell, String question, Deadline deadline)
      throws InterruptedException {
    Optional<CommandResult> last = Optional.empty();
    for (int i = 0; i < TRIES; i++) {
      CommandResult answer = shell.run(question, deadline);
      if (last.isPresent() && last.get().equals(answer)) {
        return answer;
      }
      last = Optional.of(answer);
    }
    throw garbled(question, TRIES);
  }

  /** No two answers to a question are equal. */
  public static JerboaException garbled(String question, int tries) {
    return JerboaException.of(
            ErrorClass.CONSOLE,
            "garbled",
            "The board answered '%s' differently each of %d times".formatted(question, tries))
        .hint("Check the wiring and the baud rate, or set cps to type slower.")
        .retryable();
  }

  /**
   * Does the same with one command that asks twice, and with several where that is not enough; for
   * questions that print something.
   */
  public static CommandResult agreedAtOnce(Shell shell, String question, Deadline deadline)
      throws InterruptedException {
    CommandResult both = shell.run(question + "; " + question, deadline);
    List<String> lines = both.output().lines().map(String::strip).toList();
    List<String> half = lines.subList(0, lines.size() / 2);
    boolean same = !half.isEmpty() && lines.subList(half.size(), lines.size()).equals(half);
    return same
        ? new CommandResult(both.status(), String.join("\n", half))
        : agreed(shell, question, deadline);
  }

  /** A command has run, or not, and the line does not let its status through. */
  static JerboaException lost(int tries) {
    return JerboaException.of(
            ErrorClass.CONSOLE,
            "result-lost",
            "The status of a command could not be read in " + tries + " tries")
        .hint("Check the wiring and the baud rate: the console damages what the board prints.")
        .retryable();
  }
}
