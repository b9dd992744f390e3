package dev.jerboa.shell.repl;

import dev.jerboa.api.CancelledException;
import dev.jerboa.shell.repl.Source.Piece;
import java.util.List;

/** Runs a script from its first line to its last, or to the first error. */
final class ScriptRunner {
  private static final int INCOMPLETE = 66;

  private final SnippetEngine engine;
  private final Report report;

  ScriptRunner(SnippetEngine engine, Report report) {
    this.engine = engine;
    this.report = report;
  }

  /**
   * Runs a script and returns its exit code. A script with an error of syntax does nothing at all.
   *
   * @throws CancelledException if the thread is interrupted between two snippets
   */
  int run(Source script) {
    List<Piece> pieces = script.pieces(engine.analysis());
    for (Piece piece : pieces) {
      switch (piece.state()) {
        case READY -> {}
        case BROKEN -> {
          return code(engine.eval(piece));
        }
        case INCOMPLETE -> {
          report.incomplete(piece);
          return INCOMPLETE;
        }
      }
    }
    return runAll(pieces);
  }

  private int runAll(List<Piece> pieces) {
    for (Piece piece : pieces) {
      Outcome outcome = eval(piece);
      if (!(outcome instanceof Outcome.Done)) {
        return code(outcome);
      }
    }
    return 0;
  }

  /** An interrupt between two snippets ends the script, whatever the compiler makes of it. */
  private Outcome eval(Piece piece) {
    try {
      Outcome outcome = engine.eval(piece);
      boolean ended = outcome instanceof Outcome.Threw || outcome instanceof Outcome.Exit;
      if (!ended && Thread.currentThread().isInterrupted()) {
        throw new CancelledException("The script");
      }
      return outcome;
    } catch (IllegalStateException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancelledException("The script").causedBy(e);
      }
      throw e;
    }
  }

  private int code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> 0;
      case Outcome.Exit exit -> exit.status();
      case Outcome.Failed failed -> report.failed(failed);
    };
  }
}
