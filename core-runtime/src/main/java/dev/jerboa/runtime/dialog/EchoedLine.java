package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.dialog.Expect.Bad;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Types a line and compares its echo before Enter is pressed, so that a damaged line never runs.
 *
 * <p>The line goes out in chunks, each sent when the echo of the one before is complete: a receiver
 * without flow control and with a 16-byte FIFO (16550 UART) keeps up. A wrong echo erases the line
 * and types it again, later in smaller chunks. A line editor may break its echo where the screen
 * ends (busybox libbb/lineedit.c prints CR LF there).
 */
final class EchoedLine {
  /** Ctrl-U erases a line in a terminal's cooked mode and in busybox's and U-Boot's editors. */
  static final String ERASE = "\u0015";

  private static final int[] CHUNKS = {16, 16, 8, 4, 4, 1};
  private static final Duration ECHO_WAIT = Duration.ofSeconds(2);

  /** Matches behind all that has come: consumes it, unless a sign of trouble is in it. */
  private static final Expect END = Expect.of("\\z");

  private static final Duration QUIET = Duration.ofMillis(200);
  private static final int ERASURES = 4;

  private final ConsoleSession session;
  private final List<Bad> trouble;

  /** Whether what was typed may still lie on the line: a wait ended early, or Enter was lost. */
  private boolean dirty;

  EchoedLine(ConsoleSession session, List<Bad> trouble) {
    this.session = session;
    this.trouble = trouble;
  }

  /**
   * Types a command line and Enter. A blank goes in between: a last character that arrives twice
   * shows in front of the echo of the blank, and a blank that arrives twice does no harm.
   */
  void enter(String line, Deadline deadline) throws InterruptedException {
    type(line + " ", deadline);
    session.send("\r");
  }

  /** Says that the line entered last has run: then Enter was not lost, and the line is empty. */
  void answered() {
    dirty = false;
  }

  /** Types the line and returns when its echo has been seen whole. */
  void type(String line, Deadline deadline) throws InterruptedException {
    requirePrintable(line);
    if (dirty) {
      erase();
    }
    dirty = true;
    String expected = line;
    for (int chunk : CHUNKS) {
      session.expect(END.orFail(trouble), deadline);
      int at = typeInChunks(line, chunk, deadline);
      if (at == line.length()) {
        return;
      }
      expected = line.substring(at, Math.min(line.length(), at + chunk));
      erase();
    }
    throw JerboaException.of(
            ErrorClass.CONSOLE,
            "garbled",
            "The board did not echo '%s' of the command line in %d tries; it showed: %s"
                .formatted(expected, CHUNKS.length, session.tail(2)))
        .hint("Check the wiring and the baud rate, or set cps to type slower.")
        .retryable();
  }

  /**
   * Returns how many characters were echoed right.
   *
   * <p>Only before the first character may other text come, such as a prompt drawn late. It goes
   * alone, because otherwise a first character that arrives twice would pass for such text.
   */
  private int typeInChunks(String line, int size, Deadline deadline) throws InterruptedException {
    int at = 0;
    while (at < line.length()) {
      int end = at == 0 ? 1 : Math.min(line.length(), at + size);
      String chunk = line.substring(at, end);
      session.send(chunk);
      if (!echoed(at == 0 ? Expect.text(chunk) : echoOf(chunk), deadline)) {
        return at;
      }
      at = end;
    }
    return at;
  }

  /** Index 0 is the whole chunk, index 1 text that can no longer become it. */
  private static Expect echoOf(String chunk) {
    StringBuilder whole = new StringBuilder("\\A");
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < chunk.length(); i++) {
      String next = "\\n?" + Pattern.quote(chunk.substring(i, i + 1));
      whole.append(next);
      part.append("(?:").append(next);
    }
    part.append(")?".repeat(chunk.length()));
    return Expect.of(whole.toString(), "\\A(?!" + part + "\\n?\\z)(?s:.)");
  }

  private boolean echoed(Expect echo, Deadline deadline) throws InterruptedException {
    try {
      return session.expect(echo.orFail(trouble), deadline.atMost(ECHO_WAIT)).index() == 0;
    } catch (JerboaException e) {
      if (e.code().equals("console.timeout") && !deadline.expired()) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Erases until that shows nothing any more: an erasure may itself be lost, or arrive as another
   * character, and what it leaves would be run in front of the next line.
   */
  private void erase() throws InterruptedException {
    boolean shown = true;
    for (int i = 0; shown && i < ERASURES; i++) {
      session.send(ERASE.repeat(3));
      shown = Quiet.await(session, trouble, QUIET, Deadline.after(ECHO_WAIT));
    }
  }

  /** Refuses what cannot be typed as one line. */
  static void requirePrintable(String line) {
    if (line.length() > 1000 || !line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw JerboaException.of(
              ErrorClass.USAGE,
              "command-line",
              "A console command must be at most 1000 printable ASCII characters: " + line)
          .hint("Shorten it, or quote special characters with printf escapes.");
    }
  }
}
