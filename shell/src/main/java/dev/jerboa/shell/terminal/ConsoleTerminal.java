package dev.jerboa.shell.terminal;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.console.LineSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/** Connects a person's terminal and a board's console until Ctrl-B is typed three times. */
public final class ConsoleTerminal {
  private static final char CTRL_B = 0x02;
  private static final int LEAVE = 3;
  private static final long POLL_MILLIS = 100;

  private ConsoleTerminal() {}

  /**
   * Copies keys to the board and the board's bytes to the screen; returns when the person leaves or
   * the input ends.
   */
  public static void attach(LineSession line) throws InterruptedException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      terminal.writer().println("Connected. Ctrl-B three times leaves the console.");
      terminal.flush();
      line.tee(bytes -> show(terminal, bytes));
      Attributes before = terminal.enterRawMode();
      try {
        copyKeys(terminal.reader(), line);
      } finally {
        terminal.setAttributes(before);
      }
      terminal.writer().println();
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.USAGE, "terminal", "This terminal cannot be used: " + e.getMessage())
          .hint("Run the command in a terminal.")
          .causedBy(e);
    }
  }

  private static void show(Terminal terminal, byte[] bytes) {
    terminal.writer().print(new String(bytes, StandardCharsets.UTF_8));
    terminal.flush();
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
