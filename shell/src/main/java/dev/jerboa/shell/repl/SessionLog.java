package dev.jerboa.shell.repl;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/** The snippets of a session that ran well, in order: a script. */
final class SessionLog {
  private static final Pattern ARGUMENTS = Pattern.compile("(?<force>-f\\s+)?(?<file>\\S.*)");

  private final List<String> snippets = new ArrayList<>();

  /** Adds a snippet, with the semicolon that the prompt does without and a script needs. */
  void add(Source.Piece piece, List<SnippetEvent> events) {
    String code = piece.code().strip();
    boolean expression = events.stream().anyMatch(event -> isExpression(event.snippet()));
    boolean open = !code.endsWith(";") && (expression || !code.endsWith("}"));
    String lastLine = code.substring(code.lastIndexOf('\n') + 1);
    String end = lastLine.contains("//") ? "\n;" : ";"; // not into a comment
    snippets.add(open ? code + end : code);
  }

  private static boolean isExpression(Snippet snippet) {
    return snippet.kind() == Snippet.Kind.EXPRESSION
        || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  /**
   * Writes the script and returns the number of its snippets.
   *
   * @param arguments a file, after {@code -f} if it may be overwritten
   * @throws JerboaException of class {@code USAGE} if the file is there already or cannot be
   *     written
   */
  int save(String arguments) {
    Matcher parsed = ARGUMENTS.matcher(arguments);
    if (!parsed.matches()) {
      throw JerboaException.of(ErrorClass.USAGE, "save", "No file was named")
          .hint("Name one, as in: /save bringup.jsh");
    }
    String file = parsed.group("file");
    try {
      Files.writeString(path(file), String.join("\n", snippets) + "\n", how(parsed));
      return snippets.size();
    } catch (FileAlreadyExistsException e) {
      throw JerboaException.of(ErrorClass.USAGE, "save-exists", file + " is there already")
          .hint("Choose another name, or overwrite it with: /save -f " + file)
          .causedBy(e);
    } catch (IOException e) {
      throw JerboaException.of(ErrorClass.USAGE, "save", "Cannot write the script: " + e)
          .hint("Check the path.")
          .causedBy(e);
    }
  }

  private static OpenOption[] how(Matcher parsed) {
    return parsed.group("force") == null
        ? new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE}
        : new OpenOption[] {
          StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
        };
  }

  /** Returns a path as a shell would take it: {@code ~/} is the home folder. */
  static Path path(String file) {
    return file.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), file.substring(2))
        : Path.of(file);
  }
}
