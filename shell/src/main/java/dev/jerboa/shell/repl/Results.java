package dev.jerboa.shell.repl;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.runtime.BoardShell;
import dev.jerboa.shell.terminal.ConsoleTerminal;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jline.terminal.Terminal;

/**
 * Shows what a snippet gave: a value as text, and a board that waits at a prompt by attaching the
 * terminal to it.
 */
final class Results implements FlashListener {
  private final Terminal terminal;
  private final PrintStream out;
  private final FlashListener listener;
  private Optional<FlashReport> reported = Optional.empty();

  /**
   * Shows results on a terminal.
   *
   * @param listener hears of every flash
   */
  Results(Terminal terminal, PrintStream out, FlashListener listener) {
    this.terminal = terminal;
    this.out = out;
    this.listener = listener;
  }

  /** Remembers the report of a flash, which the listener shows, so that it is not shown twice. */
  @Override
  public void on(FlashEvent event) {
    if (event instanceof FlashEvent.Finished finished) {
      reported = Optional.of(finished.report());
    }
    listener.on(event);
  }

  /** Shows the value of an expression or a variable; other declarations say what they lack. */
  void show(SnippetEvent event, SnippetEngine engine) {
    List<String> missing = engine.missing(event.snippet());
    if (!missing.isEmpty()) {
      out.println("can be used when this is declared: " + String.join(", ", missing));
      return;
    }
    if (event.value() == null || event.causeSnippet() != null) {
      return;
    }
    Optional<Object> value = engine.lastValue();
    if (event.snippet() instanceof VarSnippet variable && !isUnnamed(variable)) {
      boolean lines = event.value().contains("\n");
      out.println(variable.name() + " =" + (lines ? "\n" : " ") + event.value());
    } else if (value.orElse(null) instanceof BoardShell shell && isInteractive()) {
      attach(shell, event.snippet());
    } else if (!isReported(value) && isExpression(event.snippet())) {
      out.println(event.value());
    }
    out.flush();
  }

  private static boolean isUnnamed(Snippet snippet) {
    return snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  private static boolean isExpression(Snippet snippet) {
    return isUnnamed(snippet) || snippet instanceof ExpressionSnippet;
  }

  /** A report is shown once by the listener; asked for by its name, it is shown again. */
  private boolean isReported(Optional<Object> value) {
    boolean now = reported.filter(report -> report.equals(value.orElse(null))).isPresent();
    reported = Optional.empty();
    return now;
  }

  private boolean isInteractive() {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** A shell without a name could never be used again, so it ends when the person leaves it. */
  private void attach(BoardShell shell, Snippet snippet) {
    try {
      ConsoleTerminal.attach(terminal, shell.line(), ConsoleTerminal.ENTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (isUnnamed(snippet)) {
        shell.close();
      }
    }
  }
}
