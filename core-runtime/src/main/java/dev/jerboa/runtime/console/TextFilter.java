package dev.jerboa.runtime.console;

/**
 * Turns the bytes of a console into the text a person would see.
 *
 * <p>Escape sequences (ECMA-48 CSI, OSC and two-character ones), carriage returns and control
 * characters disappear; a backspace takes back the character before it, which is how line editors
 * redraw a line that wraps. Sequences may be split over any number of calls.
 */
final class TextFilter {
  private enum State {
    TEXT,
    ESCAPE,
    CONTROL_SEQUENCE,
    STRING
  }

  private static final char ESC = 0x1b;
  private static final char BELL = 0x07;
  private static final char DELETE = 0x7f;

  private State state = State.TEXT;

  /** Appends the visible text of these bytes; returns how much of what was there has stayed. */
  int accept(byte[] bytes, int length, StringBuilder text) {
    int stayed = text.length();
    for (int i = 0; i < length; i++) {
      accept((char) (bytes[i] & 0xff), text);
      stayed = Math.min(stayed, text.length());
    }
    return stayed;
  }

  private void accept(char c, StringBuilder text) {
    if (c == ESC) {
      state = State.ESCAPE; // ends a string too, of which ESC \ is the terminator
      return;
    }
    switch (state) {
      case TEXT -> visible(c, text);
      case ESCAPE -> state = afterEscape(c);
      case CONTROL_SEQUENCE -> state = c >= '@' && c <= '~' ? State.TEXT : state;
      case STRING -> state = c == BELL || c == '\n' ? State.TEXT : state;
    }
  }

  private static State afterEscape(char c) {
    return switch (c) {
      case '[' -> State.CONTROL_SEQUENCE;
      case ']', 'P', '_', '^' -> State.STRING;
      default -> isIntermediate(c) ? State.ESCAPE : State.TEXT;
    };
  }

  /** In {@code ESC ( B} a final character follows (ECMA-35, 13.2). */
  private static boolean isIntermediate(char c) {
    return c >= ' ' && c <= '/';
  }

  private static void visible(char c, StringBuilder text) {
    if (c == '\b') {
      takeBack(text);
    } else if (c == '\n' || c == '\t' || (c >= ' ' && c != DELETE)) {
      text.append(c);
    }
  }

  private static void takeBack(StringBuilder text) {
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) != '\n') {
      text.setLength(last);
    }
  }
}
