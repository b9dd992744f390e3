package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import java.time.Duration;

/** Waits until a console has been silent for a while. */
final class Quiet {
  private static final Expect ANYTHING = Expect.of("(?s).+");

  private Quiet() {}

  /** Consumes what comes until nothing came for {@code silence}, or the deadline passes. */
  static void await(ConsoleSession session, Duration silence, Deadline deadline)
      throws InterruptedException {
    boolean busy = true;
    while (busy && !deadline.expired()) {
      busy = seen(session, ANYTHING, deadline.atMost(silence));
    }
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
