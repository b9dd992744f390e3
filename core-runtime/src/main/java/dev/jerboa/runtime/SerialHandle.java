package dev.jerboa.runtime;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.console.Transcript;
import java.time.Duration;
import java.util.Optional;

/** The serial console of a board, for people and scripts. Opened by its first use. */
public final class SerialHandle {
  private static final Duration APPEARS = Duration.ofSeconds(15);

  private final Lab lab;
  private final Console console;
  private Optional<LineSession> session = Optional.empty();
  private volatile boolean echo;

  SerialHandle(Lab lab, Console console) {
    this.lab = lab;
    this.console = console;
  }

  /** Sends text as it is; a line needs its own {@code \r}. */
  public void send(String text) throws InterruptedException {
    line().send(text);
  }

  /**
   * Waits for a regular expression.
   *
   * @return the text up to and with the match
   * @throws dev.jerboa.api.JerboaException {@code console.timeout} with the last lines
   */
  public String expect(String regex, Duration wait) throws InterruptedException {
    var match = line().expect(Expect.of(regex), Deadline.after(wait));
    return match.before() + match.group(0);
  }

  /** Returns the open line, for attaching a terminal to it. */
  public LineSession line() throws InterruptedException {
    lab.use();
    LineSession line =
        session.orElseGet(
            () -> {
              LineSession opened = new LineSession(console, Transcript.none());
              opened.tee(this::show);
              session = Optional.of(opened);
              lab.hold(this::close);
              return opened;
            });
    line.connect(Deadline.after(APPEARS));
    return line;
  }

  /** Says whether what the console prints is copied to standard output from now on. */
  public void echo(boolean yes) {
    echo = yes;
  }

  private void show(byte[] bytes) {
    if (echo) {
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
    }
  }

  /** Gives the line back; the next use opens it again. */
  public void close() {
    session.ifPresent(LineSession::close);
    session = Optional.empty();
  }

  @Override
  public String toString() {
    return "serial: send(text), expect(regex, seconds(n)), close()";
  }
}
