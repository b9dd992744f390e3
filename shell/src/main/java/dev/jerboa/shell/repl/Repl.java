package dev.jerboa.shell.repl;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.shell.output.Style;
import dev.jerboa.shell.output.ValueText;
import dev.jerboa.shell.repl.Source.Piece;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** The prompt: reads snippets, runs them against a lab and shows what they give. */
public final class Repl implements AutoCloseable {
  private static final String PROMPT = "jerboa> ";
  private static final String MORE = "   ...> ";

  private final Terminal terminal;
  private final PrintStream out;
  private final SnippetEngine engine;
  private final LineReader reader;
  private final Report report;
  private final ReplHelp help;
  private Optional<Outcome.Threw> lastThrown = Optional.empty();

  Repl(List<LabObject> objects, Terminal terminal, Style style, Path history) {
    this.terminal = terminal;
    this.out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
    this.engine = new SnippetEngine(objects, ValueText::of);
    this.report = new Report(out, style, false);
    this.help = new ReplHelp(out, objects);
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("jerboa")
            .parser(new SnippetParser(engine.analysis()))
            .completer(new SnippetCompleter(engine.analysis(), objects))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .build();
    HistoryFile.use(reader, history, out);
  }

  /**
   * Runs the prompt on this process's terminal until the person leaves, and returns 0, or what was
   * given to {@link System#exit}.
   *
   * @param listener hears of every flash
   * @throws JerboaException of class {@code USAGE} if there is no usable terminal
   */
  public static int run(Lab lab, FlashListener listener) {
    List<LabObject> objects = LabObjects.of(lab, listener, List.of());
    Path history = Folders.of(System.getenv()).state().resolve("repl-history");
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        Repl repl = new Repl(objects, terminal, Style.ofThisProcess(), history)) {
      return repl.loop();
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.USAGE, "terminal", "This terminal cannot be used: " + e.getMessage())
          .hint("Use 'jerboa run' for scripts.")
          .causedBy(e);
    }
  }

  /** Reads and runs until the end; a Ctrl-C ends the line, or the snippet that runs. */
  int loop() {
    terminal.handle(Signal.INT, _ -> interrupt());
    help.welcome();
    OptionalInt status = OptionalInt.empty();
    while (status.isEmpty()) {
      status = step();
    }
    return status.getAsInt();
  }

  private void interrupt() {
    if (engine.interrupt()) {
      out.println("\ninterrupting ...");
    }
  }

  /** Handles one input; returns the exit code if it was the last. */
  private OptionalInt step() {
    String input;
    try {
      input = reader.readLine(PROMPT);
    } catch (UserInterruptException e) {
      return Shutdown.hasBegun() ? OptionalInt.of(130) : OptionalInt.empty();
    } catch (EndOfFileException e) {
      return OptionalInt.of(0);
    }
    return input.startsWith("/") && !input.matches("(?s)/[/*].*")
        ? command(input.strip())
        : evaluate(new Source("", input));
  }

  private OptionalInt command(String command) {
    switch (command) {
      case "/exit" -> {
        return OptionalInt.of(0);
      }
      case "/vars" -> help.variables();
      case "/trace" ->
          lastThrown.ifPresentOrElse(
              thrown -> thrown.error().printStackTrace(out),
              () -> out.println("No exception so far."));
      default -> help.commands();
    }
    return OptionalInt.empty();
  }

  private OptionalInt evaluate(Source input) {
    for (Piece piece : input.pieces(engine.analysis())) {
      switch (engine.eval(piece)) {
        case Outcome.Done done -> done.events().forEach(this::show);
        case Outcome.Exit exit -> {
          return OptionalInt.of(exit.status());
        }
        case Outcome.Threw threw -> {
          lastThrown = Optional.of(threw);
          report.threw(threw);
          return OptionalInt.empty();
        }
        case Outcome.Unresolved unresolved -> {
          report.unresolved(unresolved);
          return OptionalInt.empty();
        }
        case Outcome.Rejected rejected -> {
          report.rejected(rejected);
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Shows the value of an expression or a variable; other declarations say what they lack. */
  private void show(SnippetEvent event) {
    List<String> missing = engine.missing(event.snippet());
    if (!missing.isEmpty()) {
      out.println("can be used when this is declared: " + String.join(", ", missing));
      return;
    }
    String value = event.value();
    boolean worthShowing = value != null && event.causeSnippet() == null;
    if (worthShowing && event.snippet() instanceof VarSnippet variable) {
      boolean named = variable.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
      out.println((named ? variable.name() + " = " : "") + value);
    } else if (worthShowing && event.snippet() instanceof ExpressionSnippet) {
      out.println(value);
    }
    out.flush();
  }

  @Override
  public void close() {
    engine.close();
  }
}
