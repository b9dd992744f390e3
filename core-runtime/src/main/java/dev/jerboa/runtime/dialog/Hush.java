package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.ConsoleSession.Match;
import dev.jerboa.api.dialog.Expect;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Commands in U-Boot's hush shell, whose results survive a line that damages them.
 *
 * <p>A command runs as {@code COMMAND; jbs=NONCE:$?; echo E${jbs}:${jbs}:}. The answer holds all
 * twice, because a damaged one would pass for another. A damaged answer is asked for again, and its
 * nonce tells whether the command ran at all or Enter was lost: no command is run a second time.
 */
final class Hush {
  private static final String ASK = "echo E${jbs}:${jbs}:";
  private static final int TRIES = 3;
  private static final Duration FIRST_NUDGE = Duration.ofSeconds(2);
  private static final Duration NUDGE = Duration.ofSeconds(10);

  /** Shows by its echo that a line is being edited. Enter would repeat the last command. */
  private static final String NUDGE_TEXT = "jb-nudge";

  private final ConsoleSession session;
  private final EchoedLine line;
  private final Prompt prompt;

  Hush(ConsoleSession session, EchoedLine line, Prompt prompt) {
    this.session = session;
    this.line = line;
    this.prompt = prompt;
  }

  /** Returns whether the shell behind the prompt keeps a status in a variable. */
  boolean isThere(Deadline deadline) throws InterruptedException {
    boolean there = false;
    for (int i = 0; i < TRIES && !there; i++) {
      String nonce = Nonce.next();
      there = enter(keeping(nonce), answerOf(nonce), deadline).index() == 0;
    }
    return there;
  }

  CommandResult run(String command, Deadline deadline) throws InterruptedException {
    String nonce = Nonce.next();
    for (int i = 0; i < TRIES; i++) {
      Match end = enter(command + "; " + keeping(nonce), answerOf(nonce), deadline);
      Match answer = end.index() == 0 ? end : askAgain(deadline);
      if (answer.group(1).equals(nonce)) {
        return new CommandResult(Integer.parseInt(answer.group(2)), outputOf(end));
      }
    }
    throw Answers.lost(TRIES);
  }

  /** The last line in front of a prompt without an answer is the damaged answer. */
  private static String outputOf(Match end) {
    String text = end.before().strip();
    return end.index() == 0 ? text : text.substring(0, Math.max(0, text.lastIndexOf('\n'))).strip();
  }

  private static String keeping(String nonce) {
    return "jbs=" + nonce + ":$?; " + ASK;
  }

  private static String answerOf(String nonce) {
    return "E(" + nonce + "):(\\d{1,3}):\\1:\\2:";
  }

  /** Returns the nonce and the status of the command that ran last. */
  private Match askAgain(Deadline deadline) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Match answer = enter(ASK, answerOf(Nonce.PATTERN), deadline);
      if (answer.index() == 0) {
        return answer;
      }
    }
    throw Answers.lost(TRIES);
  }

  /** Returns what ends a line: index 0 is its answer, any other a prompt without it. */
  private Match enter(String text, String answer, Deadline deadline) throws InterruptedException {
    line.enter(text, deadline);
    Expect end =
        Expect.of(answer, prompt.atTheEnd(), Pattern.quote(NUDGE_TEXT))
            .orFail(SignsOfTrouble.inBootloader());
    Duration wait = FIRST_NUDGE;
    while (true) {
      try {
        Match match = session.expect(end, deadline.atMost(wait));
        if (wait.equals(FIRST_NUDGE)) {
          line.answered();
        }
        if (match.index() == 0) {
          prompt.pass();
        }
        return match;
      } catch (JerboaException e) {
        if (!e.code().equals("console.timeout") || deadline.expired()) {
          throw e;
        }
        session.send(NUDGE_TEXT);
        wait = NUDGE;
      }
    }
  }
}
