package dev.jerboa.shell.repl;

import dev.jerboa.api.CancelledException;
import dev.jerboa.shell.repl.Source.Piece;
import dev.jerboa.shell.repl.Source.Place;
import dev.jerboa.shell.repl.live.Live.ExitRequest;
import dev.jerboa.shell.repl.live.Shorthands;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * A JShell whose snippets run in this process and use the objects of a lab.
 *
 * <p>Used by one thread, but for {@link #interrupt}.
 */
final class SnippetEngine implements AutoCloseable {
  private static final List<String> IMPORTS =
      List.of(
          "import static " + Shorthands.class.getName() + ".*;",
          "import dev.jerboa.api.flash.*;",
          "import dev.jerboa.runtime.*;",
          "import java.nio.file.*;",
          "import java.time.*;",
          "import java.util.*;");

  private final Declarations declarations = new Declarations();
  private final Map<String, Piece> pieces = new HashMap<>();
  private final SnippetControl control;
  private final JShell shell;

  /** Starts an engine that turns the values of snippets into text with a function. */
  SnippetEngine(List<LabObject> objects, Function<Object, String> show) {
    control = SnippetControl.create(show);
    shell = start(control);
    IMPORTS.forEach(this::define);
    objects.stream().map(declarations::of).flatMap(List::stream).forEach(this::define);
  }

  private static JShell start(SnippetControl control) {
    return JShell.builder()
        .executionEngine(new Provider(control), Map.of())
        .compilerOptions(compilerOptions())
        .build();
  }

  /** In an image made by jlink there is no module path; there the module is enough. */
  private static String[] compilerOptions() {
    Stream<String> path =
        Optional.ofNullable(System.getProperty("jdk.module.path")).stream()
            .flatMap(value -> Stream.of("--module-path", value));
    String module = SnippetEngine.class.getModule().getName();
    return Stream.concat(path, Stream.of("--add-modules", module)).toArray(String[]::new);
  }

  private void define(String code) {
    for (SnippetEvent event : shell.eval(code)) {
      if (event.status() != Status.VALID) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancelledException("The start"); // the compiler could not read its classes
        }
        throw new IllegalStateException(
            code + ": " + shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList());
      }
    }
  }

  SourceCodeAnalysis analysis() {
    return shell.sourceCodeAnalysis();
  }

  /** Evaluates one snippet in this thread. */
  Outcome eval(Piece piece) {
    List<SnippetEvent> events = shell.eval(piece.code());
    Optional<Throwable> failure = control.takeFailure();
    events.forEach(event -> pieces.put(event.snippet().id(), piece));
    for (SnippetEvent event : events) {
      if (event.status() == Status.REJECTED) {
        return rejected(event.snippet());
      }
      if (event.status() == Status.RECOVERABLE_NOT_DEFINED
          && event.snippet() instanceof VarSnippet variable) {
        return unresolved(variable); // a type may be declared later, but a value is needed now
      }
      if (event.exception() != null) {
        return threw(piece, event.exception(), failure);
      }
    }
    return new Outcome.Done(events);
  }

  private Outcome threw(Piece piece, JShellException exception, Optional<Throwable> failure) {
    if (exception instanceof UnresolvedReferenceException unresolved) {
      return unresolved(unresolved.getSnippet());
    }
    return switch (failure.orElse(exception)) {
      case ExitRequest exit -> new Outcome.Exit(exit.status());
      case Throwable error -> new Outcome.Threw(error, place(error).orElse(piece.begin()));
    };
  }

  private Outcome unresolved(DeclarationSnippet snippet) {
    return new Outcome.Unresolved(pieces.get(snippet.id()), missing(snippet));
  }

  /** Returns what must be declared before a declaration can be used. */
  List<String> missing(Snippet snippet) {
    return snippet instanceof DeclarationSnippet declaration
        ? shell.unresolvedDependencies(declaration).toList()
        : List.of();
  }

  private Outcome rejected(Snippet snippet) {
    Piece piece = pieces.get(snippet.id());
    int start = piece.start() + Math.max(0, piece.code().indexOf(snippet.source()));
    return new Outcome.Rejected(piece, start, shell.diagnostics(snippet).toList());
  }

  /** Finds the line of the text that an exception comes from: the innermost one. */
  private Optional<Place> place(Throwable error) {
    List<Snippet> written = shell.snippets().filter(s -> pieces.containsKey(s.id())).toList();
    return Stream.of(error.getStackTrace())
        .flatMap(frame -> written.stream().flatMap(snippet -> place(snippet, frame).stream()))
        .findFirst();
  }

  /** The lines in an {@link EvalException} are right for snippets of one line only. */
  private Optional<Place> place(Snippet snippet, StackTraceElement frame) {
    SnippetWrapper wrapper = analysis().wrapper(snippet);
    String name = wrapper.fullClassName();
    if (!frame.getClassName().equals(name) && !frame.getClassName().startsWith(name + "$")) {
      return Optional.empty();
    }
    Piece piece = pieces.get(snippet.id());
    int offset =
        wrapper.wrappedToSourcePosition(lineStart(wrapper.wrapped(), frame.getLineNumber()));
    return Optional.of(piece.source().at(piece.start() + offset));
  }

  /** Returns the offset of the first character of a line that is no blank. */
  private static int lineStart(String text, int line) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      offset = text.indexOf('\n', offset) + 1;
    }
    while (offset < text.length() && Character.isWhitespace(text.charAt(offset))) {
      offset++;
    }
    return offset;
  }

  /** Returns the value of the snippet that ran last. */
  Optional<Object> lastValue() {
    return control.value();
  }

  /** Returns the variables that the session has declared, with their values as text. */
  Map<String, String> declaredVariables() {
    Map<String, String> values = new LinkedHashMap<>();
    shell
        .variables()
        .filter(variable -> pieces.containsKey(variable.id()))
        .filter(variable -> variable.subKind() != Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND)
        .forEach(variable -> values.put(variable.name(), shell.varValue(variable)));
    return values;
  }

  /** Interrupts the snippet that runs; for another thread. */
  boolean interrupt() {
    return control.interrupt();
  }

  /** Ends the session; the objects that were lent to it stay open. */
  @Override
  public void close() {
    shell.close();
    declarations.close();
  }

  /** Gives JShell this control. */
  private record Provider(SnippetControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "jerboa";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
