package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;

/** Chooses how the events of a flash are shown. */
public final class EventPrinter {
  private EventPrinter() {}

  /** Returns JSON for machines, one redrawn line for a terminal, and plain lines otherwise. */
  public static FlashListener choose(boolean json) {
    if (json) {
      return new JsonEvents(System.out);
    }
    Style style = Style.ofThisProcess();
    return new ProgressPrinter(System.out, style);
  }

  /** Tells something that happens before a flash or a job begins. */
  public static void note(boolean json, String text) {
    if (json) {
      new JsonEvents(System.out).on(new FlashEvent.Note("wait", text));
    } else {
      System.err.println(text);
    }
  }
}
