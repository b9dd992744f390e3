package dev.jerboa.shell.repl;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.shell.output.Style;
import dev.jerboa.shell.output.ValueText;
import dev.jerboa.shell.repl.Source.Piece;
import dev.jerboa.shell.terminal.ConsoleTerminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/** The prompt: reads snippets, runs them against a lab and shows what they give. */
public final class Repl implements AutoCloseable {
  private static final String PROMPT = "jerboa> ";
  private static final String MORE = "   ...> ";

  private final PrintStream out;
  private final Terminal terminal;
  private final SnippetEngine engine;
  private final LineReader reader;
  private final Report report;
  private final ReplHelp help;
  private final Results results;
  private final SessionLog log = new SessionLog();
  private final Commands commands = new Commands();
  private Optional<Throwable> lastThrown = Optional.empty();

  Repl(Lab lab, FlashListener listener, Screen screen, Path history) {
    this.terminal = screen.terminal();
    this.out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
    this.results = new Results(terminal, out, listener);
    List<LabObject> objects = LabObjects.of(lab, results, List.of());
    this.engine = new SnippetEngine(objects, ValueText::of);
    this.report = new Report(out, screen.style(), false);
    report.hide(lab.masker());
    this.help = new ReplHelp(out, objects);
    addCommands();
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("jerboa")
            .parser(new SnippetParser(engine.analysis()))
            .completer(new SnippetCompleter(engine.analysis(), objects, commands.names()))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .build();
    new DocumentationKey(engine.analysis()).bindTo(reader);
    HistoryFile.use(reader, history, out);
  }

  /** A terminal, and how text on it is decorated. */
  record Screen(Terminal terminal, Style style) {}

  /**
   * Runs the prompt on this process's terminal until the person leaves, and returns 0, or what was
   * given to {@link System#exit}.
   *
   * @param listener hears of every flash
   * @throws JerboaException of class {@code USAGE} if there is no usable terminal
   */
  public static int run(Lab lab, FlashListener listener) {
    Path history = Folders.of(System.getenv()).state().resolve("repl-history");
    try (Terminal terminal = ConsoleTerminal.open();
        Repl repl = new Repl(lab, listener, new Screen(terminal, Style.ofThisProcess()), history)) {
      return repl.loop();
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.USAGE, "terminal", "This terminal cannot be used: " + e.getMessage())
          .hint("Use 'jerboa run' for scripts.")
          .causedBy(e);
    }
  }

  private void addCommands() {
    commands.add("/help", "", "shows this", _ -> help.commands(commands));
    commands.add(
        "/vars", "", "lists the variables", _ -> help.variables(engine.declaredVariables()));
    commands.add(
        "/save",
        "FILE",
        "writes what ran well as a script for 'jerboa run'; -f FILE overwrites",
        this::save);
    commands.add(
        new Commands.Command("/open", "FILE", "runs a script in this session", this::open));
    commands.add("/trace", "", "shows the stack of the last error", _ -> trace());
    commands.add(
        new Commands.Command(
            "/exit",
            "",
            "leaves, as does Ctrl-D; the board keeps its power",
            _ -> OptionalInt.of(0)));
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
    return Commands.isCommand(input) ? command(input) : evaluate(new Source("", input));
  }

  private OptionalInt command(String input) {
    try {
      return commands.run(input);
    } catch (JerboaException e) {
      report.failed(e);
      return OptionalInt.empty();
    }
  }

  private void save(String arguments) {
    int count = log.save(arguments);
    out.println("Saved " + count + (count == 1 ? " snippet." : " snippets."));
  }

  private OptionalInt open(String file) {
    if (file.isEmpty()) {
      throw JerboaException.of(ErrorClass.USAGE, "open", "No file was named")
          .hint("Name one, as in: /open bringup.jsh");
    }
    return evaluate(Script.read(SessionLog.path(file).toString()).source());
  }

  private void trace() {
    lastThrown.ifPresentOrElse(report::stack, () -> out.println("No error so far."));
  }

  private OptionalInt evaluate(Source input) {
    for (Piece piece : input.pieces(engine.analysis())) {
      if (piece.state() == Piece.State.INCOMPLETE) {
        report.incomplete(piece);
        return OptionalInt.empty();
      }
      Outcome outcome = engine.eval(piece);
      switch (outcome) {
        case Outcome.Done done -> {
          log.add(piece, done.events());
          done.events().forEach(event -> results.show(event, engine));
        }
        case Outcome.Exit exit -> {
          return OptionalInt.of(exit.status());
        }
        case Outcome.Failed failed -> {
          show(failed);
          return OptionalInt.empty();
        }
      }
    }
    return OptionalInt.empty();
  }

  private void show(Outcome.Failed failed) {
    if (failed instanceof Outcome.Threw threw) {
      lastThrown = Optional.of(threw.error());
    }
    int _ = report.failed(failed);
  }

  @Override
  public void close() {
    engine.close();
  }
}
