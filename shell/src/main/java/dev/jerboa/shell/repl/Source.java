package dev.jerboa.shell.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Text that somebody has written: a script, or what was typed at the prompt.
 *
 * @param name how places in it are named; empty for the prompt
 */
record Source(String name, String text) {
  private static final int MOST_SHOWN = 160;
  private static final Pattern BLANK = Pattern.compile("(?:\\s++|//[^\\n]*+|(?s:/\\*.*?\\*/))*+");

  /** A place in the text, both counted from 1. */
  record Place(Source source, int line, int column) {
    @Override
    public String toString() {
      return lineOnly() + ":" + column;
    }

    /** Returns the place without its column. */
    String lineOnly() {
      return source.name().isEmpty() ? "line " + line : source.name() + ":" + line;
    }

    /** Whether the text is one line at the prompt, where saying so would tell nothing. */
    boolean isOnly() {
      return source.name().isEmpty() && source.text().lines().count() <= 1;
    }

    /** Returns the line as it was written. */
    String text() {
      return source.text().lines().skip(line - 1L).findFirst().orElse("");
    }

    /** Returns the line, or what is around the place if it is long, with a caret under it. */
    String withCaret() {
      String line = text();
      int at = Math.min(column - 1, line.length());
      int from = line.length() <= MOST_SHOWN ? 0 : Math.max(0, at - MOST_SHOWN / 2);
      int to = Math.min(line.length(), from + MOST_SHOWN);
      String before = (from > 0 ? "…" : "") + line.substring(from, at);
      String after = line.substring(at, to) + (to < line.length() ? "…" : "");
      return "  " + before + after + "\n  " + before.replaceAll("[^\t]", " ") + "^";
    }
  }

  /** A snippet: the part of the text, from {@code start}, that is evaluated at once. */
  record Piece(Source source, int start, String code, State state) {
    Place begin() {
      return source.at(start);
    }

    /** Whether a piece can be evaluated. */
    enum State {
      READY,
      /** Its syntax is wrong. */
      BROKEN,
      /** The text ends within it. */
      INCOMPLETE
    }
  }

  /** Cuts the text into its snippets; if one is not ready, it is the last. */
  List<Piece> pieces(SourceCodeAnalysis analysis) {
    List<Piece> pieces = new ArrayList<>();
    int at = codeFrom(0);
    while (at < text.length()) {
      CompletionInfo info = analysis.analyzeCompletion(text.substring(at));
      Piece piece = piece(at, info, analysis);
      pieces.add(piece);
      if (piece.state() != Piece.State.READY) {
        break;
      }
      at = codeFrom(text.length() - info.remaining().length());
    }
    return pieces;
  }

  /** Returns where the blanks and comments end that begin at an offset. */
  private int codeFrom(int offset) {
    Matcher blank = BLANK.matcher(text).region(offset, text.length());
    return blank.lookingAt() ? blank.end() : offset;
  }

  private Piece piece(int at, CompletionInfo info, SourceCodeAnalysis analysis) {
    return switch (info.completeness()) {
      case DEFINITELY_INCOMPLETE -> new Piece(this, at, text.substring(at), Piece.State.INCOMPLETE);
      case UNKNOWN -> {
        boolean broken =
            analysis.sourceToSnippets(info.source()).stream()
                .anyMatch(snippet -> snippet.kind() == Snippet.Kind.ERRONEOUS);
        yield new Piece(this, at, info.source(), broken ? Piece.State.BROKEN : Piece.State.READY);
      }
      case COMPLETE, COMPLETE_WITH_SEMI, CONSIDERED_INCOMPLETE, EMPTY ->
          new Piece(this, at, info.source(), Piece.State.READY);
    };
  }

  Place at(int offset) {
    String before = text.substring(0, Math.clamp(offset, 0, text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(this, line, before.length() - before.lastIndexOf('\n'));
  }
}
