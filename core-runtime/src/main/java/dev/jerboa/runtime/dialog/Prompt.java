package dev.jerboa.runtime.dialog;

import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A prompt that has been seen once.
 *
 * @param session the console it is on
 * @param text what it looks like, which the line may have damaged
 */
record Prompt(ConsoleSession session, String text) {
  private static final Duration WAIT = Duration.ofMillis(500);

  /** Returns the regular expression for the prompt behind which nothing but blanks has come. */
  String atTheEnd() {
    return "\\n" + Pattern.quote(text.strip()) + " *\\z";
  }

  /** Waits for the prompt: typing ahead of it may overrun a UART that nobody reads yet. */
  void pass() throws InterruptedException {
    Quiet.passes(session, Expect.text(text), WAIT);
  }
}
