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
            && !Commands.isCommand(line)
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
      boolean command = Commands.isCommand(line);
      int start = cursor;
      while (start > 0 && isPart(line.charAt(start - 1), command)) {
        start--;
      }
      return line.substring(start == 1 && command ? 0 : start, cursor);
    }

    /** A word of a command is a file, which is completed from its last slash on. */
    private static boolean isPart(char c, boolean command) {
      return command ? c != ' ' && c != '/' : Character.isJavaIdentifierPart(c);
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
