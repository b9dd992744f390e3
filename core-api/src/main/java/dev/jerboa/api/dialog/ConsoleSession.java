package dev.jerboa.api.dialog;

import dev.jerboa.api.Deadline;

/**
 * A console line with memory: everything received is kept in a transcript, and the part not yet
 * matched can be waited on.
 *
 * <p>Text is what a person would see: escape sequences are removed, bytes are read as ISO 8859-1.
 * Used by one thread at a time.
 */
public interface ConsoleSession {
  /** Sends text as it is; nothing is added. */
  void send(String text) throws InterruptedException;

  /**
   * Waits for one of the good patterns and consumes the text up to its end.
   *
   * @throws dev.jerboa.api.JerboaException if a bad pattern comes first (as that pattern says), if
   *     the deadline passes ({@code console.timeout}) or if the line is lost ({@code console.lost})
   */
  Match expect(Expect expect, Deadline deadline) throws InterruptedException;

  /** Forgets the text that has been received and not been matched. */
  void discard();

  /** Returns the last lines received, at most {@code count}, for messages. */
  String tail(int count);

  /**
   * What was found.
   *
   * @param index the position of the pattern in {@link Expect#good}
   * @param before the text before the match
   * @param groups the whole match and the groups of the pattern
   */
  record Match(int index, String before, java.util.List<String> groups) {
    /** Returns a group of the pattern, 0 for the whole match. */
    public String group(int number) {
      return groups.get(number);
    }
  }
}
