package dev.jerboa.drivers.serial;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words the way a shell does, without any expansion.
 *
 * <p>Single quotes keep everything, double quotes keep everything but {@code \"} and {@code \\}, a
 * backslash outside quotes keeps the next character.
 */
final class CommandWords {
  private static final char NONE = 0;

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote = NONE;

  private CommandWords(String line) {
    this.line = line;
  }

  /**
   * Returns the words.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  static List<String> split(String line) {
    return new CommandWords(line).split();
  }

  private List<String> split() {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (escapes(c, i)) {
        add(line.charAt(++i));
      } else if (quote == NONE) {
        unquoted(c);
      } else if (c == quote) {
        quote = NONE;
      } else {
        add(c);
      }
    }
    if (quote != NONE) {
      throw new IllegalArgumentException("a " + quote + " is not closed in: " + line);
    }
    endWord();
    return List.copyOf(words);
  }

  private boolean escapes(char c, int at) {
    if (c != '\\' || quote == '\'' || at + 1 == line.length()) {
      return false;
    }
    char next = line.charAt(at + 1);
    return quote == NONE || next == '"' || next == '\\';
  }

  private void unquoted(char c) {
    if (Character.isWhitespace(c)) {
      endWord();
    } else if (c == '\'' || c == '"') {
      quote = c;
      inWord = true;
    } else {
      add(c);
    }
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
