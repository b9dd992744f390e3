package dev.jerboa.shell.repl;

import dev.jerboa.shell.repl.Source.Piece;
import dev.jerboa.shell.repl.Source.Place;
import java.util.List;
import jdk.jshell.Diag;
import jdk.jshell.SnippetEvent;

/** How the evaluation of a piece ended. */
sealed interface Outcome {
  /** It ran. */
  record Done(List<SnippetEvent> events) implements Outcome {}

  /** It did not run to its end. */
  sealed interface Failed extends Outcome {}

  /**
   * It does not compile.
   *
   * @param start where in the text the positions of the diagnostics begin
   */
  record Rejected(Piece piece, int start, List<Diag> diagnostics) implements Failed {}

  /** It used a declaration, made in this piece, in which these names mean nothing. */
  record Unresolved(Piece piece, List<String> names) implements Failed {}

  /** It ended with an exception, thrown in this line of the text. */
  record Threw(Throwable error, Place place) implements Failed {}

  /** It called {@link System#exit}. */
  record Exit(int status) implements Outcome {}
}
