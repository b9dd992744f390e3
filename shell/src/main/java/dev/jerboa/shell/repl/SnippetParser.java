package dev.jerboa.shell.repl;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor whether a snippet is complete, and which word is being completed. */
final class SnippetParser implements Parser {
  private final SourceCodeAnalysis analysis;

  SnippetParser(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean more =
        context == ParseContext.ACCEPT_LINE
            && !line.isBlank()
            && !line.startsWith("/")
            && !analysis.analyzeCompletion(line).completeness().isComplete();
    if (more) {
      throw new EOFError(-1, -1, "the snippet is not complete");
    }
    return new Word(line, cursor);
  }

  /** The line with the Java name, or the command, that ends at the cursor. */
  record Word(String line, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
      int start = cursor;
      while (start > 0 && Character.isJavaIdentifierPart(line.charAt(start - 1))) {
        start--;
      }
      boolean command = start == 1 && line.charAt(0) == '/';
      return line.substring(command ? 0 : start, cursor);
    }

    @Override
    public int wordCursor() {
      return word().length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    /** Java names need no quotes. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return word().length();
    }
  }
}
