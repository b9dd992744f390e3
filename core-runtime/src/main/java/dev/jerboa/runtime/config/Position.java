package dev.jerboa.runtime.config;

import java.util.Comparator;

/**
 * A place in a text file.
 *
 * @param line counted from 1; 0 for what stands in no file
 * @param column counted from 1 in Unicode code points
 */
public record Position(int line, int column) implements Comparable<Position> {
  /** The first character of a file. */
  public static final Position START = new Position(1, 1);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  /** Returns the position after all of {@code text}, which starts at the start of a file. */
  static Position after(String text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean newlineFollows = i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !newlineFollows)) {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, text.codePointCount(lineStart, text.length()) + 1);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
