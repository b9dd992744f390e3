package dev.jerboa.runtime.dialog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.jerboa.runtime.console.ScriptedLink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The terminal of a fake board: echoes what is typed, keeps the line, and hands it over at Enter.
 *
 * <p>What is typed is worked on by a thread of its own, as on a board.
 */
abstract class FakeTerminal implements ScriptedLink.Peer, AutoCloseable {
  final ScriptedLink link = new ScriptedLink();

  /** Every line that was entered, for tests that ask what the board was told to do. */
  final List<String> entered = new CopyOnWriteArrayList<>();

  private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

  volatile Noise toBoard = Noise.none();
  volatile Noise toHost = Noise.none();
  volatile long echoDelayMillis;

  private final LinkedBlockingQueue<String> typed = new LinkedBlockingQueue<>();
  private final Thread worker = Thread.ofVirtual().unstarted(this::work);
  private final StringBuilder line = new StringBuilder();

  void start() {
    link.connect(this);
    worker.start();
  }

  @Override
  public void typed(byte[] bytes) {
    typed.add(new String(bytes, ISO_8859_1));
  }

  /** Runs a line that was entered; the thread that types waits. */
  abstract void run(String text);

  /** Prints, with the line's damage. */
  void show(String text) {
    link.print(toHost.on(text));
  }

  /** Waits until a line has been entered. */
  void awaitLine() throws InterruptedException {
    if (lines.poll(10, TimeUnit.SECONDS) == null) {
      throw new AssertionError("nothing was entered, the line is: " + line);
    }
  }

  private void work() {
    try {
      while (true) {
        String burst = received(typed.take());
        String text = toBoard.on(burst);
        if (echoDelayMillis > 0) {
          Thread.sleep(echoDelayMillis);
        }
        accept(text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What of a burst gets into the board's receiver. */
  String received(String burst) {
    return burst;
  }

  /** A burst is echoed in one piece, as a board that is quick does. */
  synchronized void accept(String text) {
    StringBuilder echo = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r') {
        show(echo + "\r\n");
        echo.setLength(0);
        String whole = line.toString();
        line.setLength(0);
        entered.add(whole);
        lines.add(whole);
        run(whole);
      } else {
        echo.append(key(c));
      }
    }
    if (!echo.isEmpty()) {
      show(echo.toString());
    }
  }

  private String key(char c) {
    if (c == '\u0015') {
      String erase = erase(line.length());
      line.setLength(0);
      return erase;
    }
    if (c == '\u0003') {
      line.setLength(0);
      return interrupted();
    }
    if (c < ' ' || c > '~') {
      return "";
    }
    line.append(c);
    return echo(c, line.length());
  }

  String echo(char c, int length) {
    return String.valueOf(c);
  }

  String erase(int length) {
    return "\b \b".repeat(length);
  }

  String interrupted() {
    return "^C";
  }

  @Override
  public void close() {
    worker.interrupt();
    link.close();
  }
}
