package dev.jerboa.shell.output;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.PrintStream;
import java.util.Optional;

/** Shows an error as what went wrong, where, what to try next, and the code for machines. */
public final class ErrorPrinter {
  private final PrintStream out;
  private final Style style;
  private final boolean trace;
  private Optional<JsonEvents> json = Optional.empty();

  /** Prints to a stream, with stack traces if asked for. */
  public ErrorPrinter(PrintStream out, Style style, boolean trace) {
    this.out = out;
    this.style = style;
    this.trace = trace;
  }

  /** Prints the error as a JSON event, too. */
  public ErrorPrinter alsoAsJson(PrintStream machine) {
    this.json = Optional.of(new JsonEvents(machine));
    return this;
  }

  /** Prints the error and returns the exit code it ends a command with. */
  public int print(Throwable error) {
    JerboaException known = known(error);
    out.println(style.red("error: ") + known.getMessage());
    if (!known.hint().isEmpty()) {
      out.println("  hint: " + known.hint());
    }
    for (Throwable second : known.getSuppressed()) {
      out.println("  also: " + second.getMessage());
    }
    // Which signal it was decides the exit code of an interrupt: 129, 130 or 143.
    boolean signal = known.errorClass() == ErrorClass.CANCELLED;
    String exit = signal ? "" : ", exit code " + known.exitCode();
    out.println(style.dim("  (" + known.code() + exit + ")"));
    if (trace) {
      error.printStackTrace(out);
    }
    json.ifPresent(machine -> machine.print(Failed.of(known)));
    return known.exitCode();
  }

  private static JerboaException known(Throwable error) {
    return switch (error) {
      case JerboaException known -> known;
      case InterruptedException _ -> new CancelledException("The command");
      default ->
          JerboaException.of(ErrorClass.INTERNAL, "unexpected", error.toString())
              .hint("This is a defect; run again with --trace and report it.");
    };
  }

  /** What a machine is told: {@code {"event":"failed","code":"image.missing",...}}. */
  private record Failed(String code, int exitCode, String message, String hint) {
    static Failed of(JerboaException error) {
      return new Failed(
          error.code(), error.exitCode(), String.valueOf(error.getMessage()), error.hint());
    }
  }
}
