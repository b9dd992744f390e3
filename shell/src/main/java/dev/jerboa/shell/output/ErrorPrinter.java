package dev.jerboa.shell.output;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.PrintStream;

/** Shows an error as what went wrong, where, what to try next, and the code for machines. */
public final class ErrorPrinter {
  private final PrintStream out;
  private final Style style;
  private final boolean trace;

  /** Prints to a stream, with stack traces if asked for. */
  public ErrorPrinter(PrintStream out, Style style, boolean trace) {
    this.out = out;
    this.style = style;
    this.trace = trace;
  }

  /** Prints the error and returns the exit code it ends a command with. */
  public int print(Throwable error) {
    JerboaException known =
        error instanceof JerboaException jerboa
            ? jerboa
            : JerboaException.of(ErrorClass.INTERNAL, "unexpected", error.toString())
                .hint("This is a defect; run again with --trace and report it.");
    out.println(style.red("error: ") + known.getMessage());
    if (!known.hint().isEmpty()) {
      out.println("  hint: " + known.hint());
    }
    for (Throwable second : known.getSuppressed()) {
      out.println("  also: " + second.getMessage());
    }
    out.println(style.dim("  (" + known.code() + ", exit code " + known.exitCode() + ")"));
    if (trace) {
      error.printStackTrace(out);
    }
    return known.exitCode();
  }
}
