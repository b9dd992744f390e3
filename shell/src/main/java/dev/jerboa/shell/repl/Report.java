package dev.jerboa.shell.repl;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Masker;
import dev.jerboa.shell.output.ErrorPrinter;
import dev.jerboa.shell.output.Style;
import dev.jerboa.shell.repl.Source.Piece;
import dev.jerboa.shell.repl.Source.Place;
import java.io.PrintStream;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.Diag;

/** Shows what went wrong in a snippet, and where. */
public final class Report {
  private static final int COMPILE_ERROR = 65;

  private final PrintStream out;
  private final Style style;
  private final boolean trace;
  private Masker masker = Masker.NONE;

  /** Prints to a stream, with stack traces if asked for. */
  public Report(PrintStream out, Style style, boolean trace) {
    this.out = out;
    this.style = style;
    this.trace = trace;
  }

  /** Keeps secrets out of what is shown. */
  void hide(Masker secrets) {
    masker = secrets;
  }

  /** Shows a failure and returns the exit code it ends a script with. */
  int failed(Outcome.Failed failed) {
    return switch (failed) {
      case Outcome.Threw threw -> threw(threw);
      case Outcome.Unresolved unresolved -> {
        unresolved(unresolved);
        yield COMPILE_ERROR;
      }
      case Outcome.Rejected rejected -> {
        rejected(rejected);
        yield COMPILE_ERROR;
      }
    };
  }

  /** Shows an error of a command. */
  void failed(JerboaException error) {
    int _ = errors().print(error);
    out.flush();
  }

  /** Shows the errors of the compiler as it does itself: place, message, line, caret. */
  private void rejected(Outcome.Rejected rejected) {
    rejected.diagnostics().stream()
        .filter(Diag::isError)
        .forEach(
            error -> {
              int offset = rejected.start() + (int) error.getPosition();
              compileError(rejected.piece().source().at(offset), message(error));
            });
    out.flush();
  }

  /** Shows the names that a method or class uses and nobody has declared. */
  private void unresolved(Outcome.Unresolved unresolved) {
    for (String name : unresolved.names()) {
      Piece piece = unresolved.piece();
      String word = name.substring(name.lastIndexOf(' ') + 1).replaceFirst("\\(.*", "");
      Matcher use = Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(piece.code());
      int offset = piece.start() + (use.find() ? use.start() : 0);
      compileError(piece.source().at(offset), "cannot find symbol\n  symbol:   " + name);
    }
    out.flush();
  }

  private void compileError(Place place, String message) {
    out.println(place + ": error: " + message);
    out.println(place.withCaret());
  }

  /** The compiler calls the class around a snippet by no name, which tells nobody anything. */
  private static String message(Diag error) {
    return error
        .getMessage(Locale.ROOT)
        .lines()
        .filter(line -> !line.strip().equals("location: class"))
        .collect(Collectors.joining("\n"));
  }

  /** Shows the snippet that the end of the text cuts off. */
  void incomplete(Piece piece) {
    Place begin = piece.begin();
    out.println(begin + ": error: what begins here has no end");
    out.println("  " + begin.text());
    out.flush();
  }

  /** Shows an exception and returns the exit code it ends a script with. */
  private int threw(Outcome.Threw threw) {
    Throwable error =
        threw.error() instanceof InterruptedException
            ? new CancelledException("The code").causedBy(threw.error())
            : threw.error();
    int code = 1;
    if (error instanceof JerboaException known) {
      code = errors().print(known);
    } else {
      out.println("error: " + masker.mask(describe(error)));
    }
    Place place = threw.place();
    if (!place.isOnly()) {
      out.println("  at " + place.lineOnly() + ": " + place.text().strip());
    }
    if (trace) {
      stack(error);
    }
    out.flush();
    return code;
  }

  /** Shows where an error came from. */
  void stack(Throwable error) {
    out.print(masker.mask(ErrorPrinter.stack(error)));
  }

  private ErrorPrinter errors() {
    return new ErrorPrinter(out, style, false).hiding(() -> masker);
  }

  private static String describe(Throwable error) {
    String message = error.getMessage();
    String name = error.getClass().getName();
    return message == null ? name : name + ": " + message;
  }
}
