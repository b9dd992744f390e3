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
import java.util.stream.Collectors;

/**
 * Types a line and compares its echo before Enter is pressed, so that a damaged line never runs.
 *
 * <p>The line goes out in chunks, each sent when the echo of the one before is complete: a receiver
 * without flow control and with a 16-byte FIFO (16550 UART) keeps up. A wrong echo erases the line
 * and types it again in smaller chunks.
 */
final class EchoedLine {
  /** Ctrl-U erases a line in a terminal's cooked mode and in busybox's and U-Boot's editors. */
  static final String ERASE = "\u0015";

  private static final int[] CHUNKS = {32, 8, 1};
  private static final Duration ECHO_WAIT = Duration.ofSeconds(2);

  /** Matches behind all that has come: consumes it, unless a sign of trouble is in it. */
  private static final Expect END = Expect.of("\\z");

  private static final Duration QUIET = Duration.ofMillis(200);

  private final ConsoleSession session;
  private final List<Bad> trouble;

  EchoedLine(ConsoleSession session, List<Bad> trouble) {
    this.session = session;
    this.trouble = trouble;
  }

  /** Types the line and Enter. */
  void enter(String line, Deadline deadline) throws InterruptedException {
    type(line, deadline);
    session.send("\r");
  }

  /** Types the line and returns when its echo has been seen whole. */
  void type(String line, Deadline deadline) throws InterruptedException {
    requirePrintable(line);
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

  /** Returns how many characters were echoed right. */
  private int typeInChunks(String line, int size, Deadline deadline) throws InterruptedException {
    for (int at = 0; at < line.length(); at += size) {
      String chunk = line.substring(at, Math.min(line.length(), at + size));
      session.send(chunk);
      if (!echoed(chunk, at == 0, deadline)) {
        return at;
      }
    }
    return line.length();
  }

  /** Only before the first chunk may other text come, such as a prompt drawn late. */
  private boolean echoed(String chunk, boolean first, Deadline deadline)
      throws InterruptedException {
    try {
      ConsoleSession.Match match =
          session.expect(echoOf(chunk).orFail(trouble), deadline.atMost(ECHO_WAIT));
      return first || match.before().isEmpty();
    } catch (JerboaException e) {
      if (e.code().equals("console.timeout") && !deadline.expired()) {
        return false;
      }
      throw e;
    }
  }

  /** A line editor breaks a line at the edge of its screen, wherever that is. */
  private static Expect echoOf(String chunk) {
    return Expect.of(
        chunk
            .chars()
            .mapToObj(c -> Pattern.quote(Character.toString(c)))
            .collect(Collectors.joining("\\n?", "\\n?", "")));
  }

  private void erase() throws InterruptedException {
    session.send(ERASE);
    Quiet.await(session, QUIET, Deadline.after(ECHO_WAIT));
  }

  private static void requirePrintable(String line) {
    if (line.length() > 1000 || !line.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw JerboaException.of(
              ErrorClass.USAGE,
              "command-line",
              "A console command must be at most 1000 printable ASCII characters: " + line)
          .hint("Shorten it, or quote special characters with printf escapes.");
    }
  }
}
