package dev.jerboa.runtime.flash;

import dev.jerboa.runtime.console.LineSession;

/** A board that was brought to a point of its recipe and waits there. */
public final class BoardSession<T> implements AutoCloseable {
  private final Run run;
  private final T part;

  BoardSession(Run run, T part) {
    this.run = run;
    this.part = part;
  }

  /** Returns what the board was brought to: its bootloader or its shell. */
  public T part() {
    return part;
  }

  /** Returns the console, for typing on it by hand. */
  public LineSession line() {
    return run.get(OpenConsole.Line.PART).session();
  }

  /** Gives back the console and the servers; the board keeps its power. */
  @Override
  public void close() {
    run.close();
  }
}
