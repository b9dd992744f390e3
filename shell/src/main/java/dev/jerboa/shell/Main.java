package dev.jerboa.shell;

import dev.jerboa.shell.cli.Cli;

/** Starts {@code jerboa}, also known as {@code j}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends with its exit code. */
  public static void main(String[] args) {
    System.exit(Interruption.guard(() -> Cli.run(args)));
  }
}
