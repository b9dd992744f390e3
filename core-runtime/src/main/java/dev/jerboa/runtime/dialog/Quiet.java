package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.dialog.Expect.Bad;
import java.time.Duration;
import java.util.List;

/** Waits until a console has been silent for a while. */
final class Quiet {
  /** All that has come, of which the last character is matched: trouble in it starts before. */
  private static final Expect ANYTHING = Expect.of("(?s).\\z");

  private Quiet() {}

  /**
   * Consumes what comes until nothing came for {@code silence}, or the deadline passes; returns
   * whether anything came.
   */
  static boolean await(ConsoleSession session, Duration silence, Deadline deadline)
      throws InterruptedException {
    return await(session, List.of(), silence, deadline);
  }

  /** Does the same, unless a sign of trouble comes. */
  static boolean await(
      ConsoleSession session, List<Bad> trouble, Duration silence, Deadline deadline)
      throws InterruptedException {
    boolean came = false;
    boolean busy = true;
    while (busy && !deadline.expired()) {
      busy = seen(session, ANYTHING.orFail(trouble), deadline.atMost(silence));
      came |= busy;
    }
    return came;
  }

  /** Returns whether the pattern comes in time; any other trouble is thrown. */
  static boolean seen(ConsoleSession session, Expect expect, Deadline deadline)
      throws InterruptedException {
    try {
      session.expect(expect, deadline);
      return true;
    } catch (JerboaException e) {
      if (e.code().equals("console.timeout")) {
        return false;
      }
      throw e;
    }
  }

  /** Waits for a pattern that is only a courtesy: without it, the whole wait passes. */
  static void passes(ConsoleSession session, Expect expect, Duration wait)
      throws InterruptedException {
    if (!seen(session, expect, Deadline.after(wait))) {
      session.discard();
    }
  }
}
