package dev.jerboa.runtime;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.flash.BoardSession;
import java.time.Duration;

/**
 * A board that waits at a prompt: that of its bootloader, or that of the flasher OS.
 *
 * <p>Holds the console until it is closed, or until the next flash or shell of this lab takes it.
 * Used by one thread at a time.
 */
public final class BoardShell implements AutoCloseable {
  /** How long a command may take when no other time is given. */
  public static final Duration DEFAULT_WAIT = Duration.ofMinutes(1);

  private final String name;
  private final BoardSession<?> session;
  private final Prompt prompt;
  private boolean closed;

  BoardShell(String name, BoardSession<?> session, Prompt prompt) {
    this.name = name;
    this.session = session;
    this.prompt = prompt;
  }

  /** Runs commands at a prompt, whichever it is. */
  interface Prompt {
    CommandResult run(String command, Deadline deadline) throws InterruptedException;

    /** Returns what a command printed, or throws if it failed. */
    default String output(String command, Duration wait) throws InterruptedException {
      CommandResult result = run(command, Deadline.after(wait));
      if (!result.ok()) {
        throw JerboaException.of(
                ErrorClass.BOOTLOADER,
                "command-failed",
                "'%s' ended with status %d: %s"
                    .formatted(command, result.status(), result.output().strip()))
            .hint("Correct the command; add '|| true' in the flasher OS if failing is fine.");
      }
      return result.output();
    }
  }

  /** Runs a command and returns what it printed; see {@link #run(String, Duration)}. */
  public String run(String command) throws InterruptedException {
    return run(command, DEFAULT_WAIT);
  }

  /**
   * Runs a command that may take some time, and returns what it printed.
   *
   * @throws JerboaException {@code bootloader.command-failed} if its status is not 0
   */
  public String run(String command, Duration wait) throws InterruptedException {
    requireOpen();
    return prompt.output(command, wait);
  }

  /** Sends text as it is; a line needs its own {@code \r}. */
  public void send(String text) throws InterruptedException {
    line().send(text);
  }

  /**
   * Waits for a regular expression, and returns the text up to and with the match.
   *
   * @throws JerboaException {@code console.timeout} with the last lines
   */
  public String expect(String regex, Duration wait) throws InterruptedException {
    var match = line().expect(Expect.of(regex), Deadline.after(wait));
    return match.before() + match.group(0);
  }

  /** Returns the console line, for attaching a terminal to it. */
  public LineSession line() {
    requireOpen();
    return session.line();
  }

  private void requireOpen() {
    if (closed) {
      throw JerboaException.of(ErrorClass.USAGE, "shell-closed", "This " + name + " is closed")
          .hint("Open a new one: a flash, another shell or close() has taken its console.");
    }
  }

  /** Gives back the console; the board keeps its power. */
  @Override
  public void close() {
    closed = true;
    session.close();
  }

  @Override
  public String toString() {
    return name + ": run(command), send(text), expect(regex, seconds(n)), close()";
  }
}
