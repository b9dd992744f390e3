package dev.jerboa.shell.output;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Masker;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows an error as what went wrong, where, what to try next, and the code for machines. */
public final class ErrorPrinter {
  private final PrintStream out;
  private final Style style;
  private final boolean trace;
  private Optional<JsonEvents> json = Optional.empty();
  private Supplier<Masker> masker = () -> Masker.NONE;

  /** Prints to a stream, with stack traces if asked for. */
  public ErrorPrinter(PrintStream out, Style style, boolean trace) {
    this.out = out;
    this.style = style;
    this.trace = trace;
  }

  /** Hides the secrets that are known when an error is printed. */
  public ErrorPrinter hiding(Supplier<Masker> secrets) {
    this.masker = secrets;
    return this;
  }

  /** Prints the error as a JSON event, too. */
  public ErrorPrinter alsoAsJson(PrintStream machine) {
    this.json = Optional.of(new JsonEvents(machine));
    return this;
  }

  /** Prints the error and returns the exit code it ends a command with. */
  public int print(Throwable error) {
    JerboaException known = known(error);
    out.println(style.red("error: ") + shown(known.getMessage()));
    if (!known.hint().isEmpty()) {
      out.println("  hint: " + shown(known.hint()));
    }
    for (Throwable second : known.getSuppressed()) {
      out.println("  also: " + shown(second.getMessage()));
    }
    // Which signal it was decides the exit code of an interrupt: 129, 130 or 143.
    boolean signal = known.errorClass() == ErrorClass.CANCELLED;
    String exit = signal ? "" : ", exit code " + known.exitCode();
    out.println(style.dim("  (" + known.code() + exit + ")"));
    if (trace) {
      out.print(shown(stack(error)));
    }
    json.ifPresent(
        machine ->
            machine.print(
                new Failed(
                    known.code(),
                    known.exitCode(),
                    shown(known.getMessage()),
                    shown(known.hint()))));
    return known.exitCode();
  }

  private String shown(String text) {
    return masker.get().mask(String.valueOf(text));
  }

  /** Returns what {@link Throwable#printStackTrace} prints. */
  public static String stack(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
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
  private record Failed(String code, int exitCode, String message, String hint) {}
}
