package dev.jerboa.shell.terminal;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.console.LineSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/** Connects a person's terminal and a board's console until Ctrl-B is typed three times. */
public final class ConsoleTerminal {
  /** Makes a prompt that waits show itself. */
  public static final String ENTER = "\r";

  private static final char CTRL_B = 0x02;
  private static final int LEAVE = 3;
  private static final long POLL_MILLIS = 100;

  private ConsoleTerminal() {}

  /**
   * Opens this process's terminal, or what stands in for one in a pipe. The caller closes it.
   *
   * <p>Never with the help of programs: a search path may hold another {@code test} or {@code tty}.
   */
  public static Terminal open() throws IOException {
    return TerminalBuilder.builder().system(true).dumb(true).exec(false).build();
  }

  /** Attaches this process's terminal, see {@link #attach(Terminal, LineSession, String)}. */
  public static void attach(LineSession line, String first) throws InterruptedException {
    try (Terminal terminal = open()) {
      attach(terminal, line, first);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /**
   * Copies keys to the board and the board's bytes to the screen; returns when the person leaves or
   * the input ends. Every key goes to the board, Ctrl-C as well.
   *
   * @param first what is sent before any key, when the screen shows what comes of it
   */
  public static void attach(Terminal terminal, LineSession line, String first)
      throws InterruptedException {
    terminal.writer().println("Connected. Ctrl-B three times leaves the console.");
    terminal.flush();
    AtomicBoolean attached = new AtomicBoolean(true);
    line.tee(bytes -> show(terminal, bytes, attached));
    Attributes before = terminal.enterRawMode();
    try {
      Attributes raw = terminal.getAttributes();
      raw.setLocalFlag(LocalFlag.ISIG, false);
      terminal.setAttributes(raw);
      line.send(first);
      copyKeys(terminal.reader(), line);
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      attached.set(false);
      terminal.setAttributes(before);
    }
    terminal.writer().println();
    terminal.flush();
  }

  private static JerboaException unusable(IOException e) {
    return JerboaException.of(
            ErrorClass.USAGE, "terminal", "This terminal cannot be used: " + e.getMessage())
        .hint("Run the command in a terminal.")
        .causedBy(e);
  }

  private static void show(Terminal terminal, byte[] bytes, AtomicBoolean attached) {
    if (attached.get()) {
      terminal.writer().print(new String(bytes, StandardCharsets.UTF_8));
      terminal.flush();
    }
  }

  private static void copyKeys(NonBlockingReader keys, LineSession line)
      throws IOException, InterruptedException {
    int leaving = 0;
    while (leaving < LEAVE) {
      if (!line.isConnected()) {
        throw JerboaException.of(ErrorClass.CONSOLE, "lost", "The console line is gone")
            .hint("Check the cable and the adapter, and that the board kept its power.");
      }
      int key = keys.read(POLL_MILLIS);
      if (key == NonBlockingReader.EOF) {
        return;
      }
      if (key >= 0) {
        leaving = key == CTRL_B ? leaving + 1 : 0;
        send(line, (char) key);
      }
    }
  }

  private static void send(LineSession line, char key) throws InterruptedException {
    if (key != CTRL_B) {
      byte[] utf8 = Character.toString(key).getBytes(StandardCharsets.UTF_8);
      line.send(new String(utf8, StandardCharsets.ISO_8859_1));
    }
  }
}
