package dev.jerboa.runtime.console;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.runtime.console.Window.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A session on a console that may come and go with the board's power.
 *
 * <p>While connected, one thread reads everything into the window and the transcript.
 */
public final class LineSession implements ConsoleSession, AutoCloseable {
  private static final Duration READ_WAIT = Duration.ofMillis(200);

  private final Console console;
  private final Transcript transcript;
  private final Window window = new Window();
  private Optional<Connection> connection = Optional.empty();

  /** Starts a session that is not connected yet. */
  public LineSession(Console console, Transcript transcript) {
    this.console = console;
    this.transcript = transcript;
  }

  /** Takes the line unless it is held already. */
  public void connect(Deadline deadline) throws InterruptedException {
    if (isConnected()) {
      return;
    }
    disconnect();
    ConsoleLink link = console.connect(deadline);
    window.revive();
    connection = Optional.of(new Connection(link));
  }

  /** Returns whether the line is up. */
  public boolean isConnected() {
    return connection.filter(Connection::isAlive).isPresent();
  }

  /** Gives the line back; the text received stays. */
  public void disconnect() {
    connection.ifPresent(Connection::close);
    window.lose("it was given back");
    connection = Optional.empty();
  }

  /** Lets another part of the program see the bytes as they come, such as a person's terminal. */
  public void tee(Consumer<byte[]> sink) {
    transcript.tee(sink);
  }

  /** Returns why the transcript is incomplete, or an empty string. */
  public String transcriptTrouble() {
    return transcript.trouble();
  }

  @Override
  public void send(String text) throws InterruptedException {
    try {
      link().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw lost(e.getMessage()).causedBy(e);
    }
  }

  private ConsoleLink link() {
    return connection.map(Connection::link).orElseThrow(() -> lost("the line is not connected"));
  }

  @Override
  public Match expect(Expect expect, Deadline deadline) throws InterruptedException {
    return switch (window.await(expect, deadline)) {
      case Outcome.Found found -> found.match();
      case Outcome.Trouble trouble -> throw trouble(trouble.bad(), trouble.line());
      case Outcome.Lost lost -> throw lost(lost.reason());
      case Outcome.TimedOut timedOut -> throw timeout(expect, deadline);
    };
  }

  private static JerboaException trouble(Expect.Bad bad, String line) {
    JerboaException error =
        JerboaException.of(bad.errorClass(), bad.code(), bad.message() + ": " + line)
            .hint(bad.hint());
    return bad.retryable() ? error.retryable() : error;
  }

  private JerboaException lost(String reason) {
    return JerboaException.of(
            ErrorClass.CONSOLE, "lost", "The console line is gone: " + reason + lastLines())
        .hint("Check the cable and the adapter, and that the board kept its power.")
        .retryable();
  }

  private JerboaException timeout(Expect expect, Deadline deadline) {
    String wanted = String.join(" or ", expect.good().stream().map(LineSession::describe).toList());
    return JerboaException.of(
            ErrorClass.CONSOLE,
            "timeout",
            "The console did not show %s within %d s%s"
                .formatted(wanted, Math.max(1, deadline.allowed().toSeconds()), lastLines()))
        .hint("Look at the transcript for what the board printed instead.")
        .retryable();
  }

  /** Patterns that were put together by a program say nothing to a person. */
  private static String describe(Pattern pattern) {
    String text = pattern.pattern();
    return text.length() > 40 || text.contains("\\Q") ? "what was expected" : "'" + text + "'";
  }

  private String lastLines() {
    String tail = tail(5);
    return tail.isEmpty()
        ? "; it printed nothing"
        : "; its last lines:\n" + tail.indent(4).stripTrailing();
  }

  /** Forgets everything that came so far: what a board printed before a power cycle. */
  public void forget() {
    window.clear();
  }

  @Override
  public void discard() {
    window.discard();
  }

  @Override
  public String tail(int count) {
    return window.tail(count);
  }

  @Override
  public void close() {
    disconnect();
    transcript.close();
  }

  /** A link and the thread that reads it. */
  private final class Connection {
    private final ConsoleLink link;
    private final Thread reader;
    private volatile boolean open = true;

    Connection(ConsoleLink link) {
      this.link = link;
      this.reader = Thread.ofPlatform().daemon().name("console-reader").start(this::read);
    }

    ConsoleLink link() {
      return link;
    }

    boolean isAlive() {
      return open && reader.isAlive();
    }

    private void read() {
      byte[] buffer = new byte[4096];
      try {
        int count = 0;
        while (open && count >= 0) {
          count = link.read(buffer, READ_WAIT);
          if (count > 0) {
            transcript.write(buffer, count);
            window.append(buffer, count);
          }
        }
        lose("the other side closed it");
      } catch (IOException e) {
        lose(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        lose("its reader failed: " + e); // or the wait would last to its deadline
      }
    }

    /** A reader that ends late must not end the line that came after its own. */
    private void lose(String reason) {
      if (open) {
        open = false; // before others hear of it, who may connect again at once
        window.lose(reason);
      }
    }

    void close() {
      open = false;
      link.close();
      try {
        reader.join(Duration.ofSeconds(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
