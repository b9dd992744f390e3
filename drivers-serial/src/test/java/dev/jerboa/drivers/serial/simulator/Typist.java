package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.Secret;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.drivers.serial.simulator.SimulatorConfig.Disk;
import dev.jerboa.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person at the console of a simulated board, who types and reads. */
final class Typist implements AutoCloseable {
  static final int DISK_SIZE = 1 << 20;

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final SimulatedBoard board;
  private final ConsoleLink link;
  private final StringBuilder seen = new StringBuilder();

  private Typist(SimulatedBoard board) {
    this.board = board;
    this.link = board.connect(Deadline.after(LIMIT));
  }

  /** What differs from one board to the next. */
  record Traits(int bootdelay, boolean hush, Optional<String> password, int baudrate) {
    static final Traits PLAIN = new Traits(1, true, Optional.empty(), 0);
    static final Traits STARTS_LINUX = new Traits(0, true, Optional.empty(), 0);
  }

  /** Sits down at a board that is off. */
  static Typist at(Path folder, Traits traits, Fault... faults) {
    SimulatorConfig config =
        new SimulatorConfig(
            "\nU-Boot 2025.01\n",
            "=> ",
            traits.bootdelay(),
            Optional.empty(),
            traits.hush(),
            "root",
            traits.password().map(Secret::new),
            "~ # ",
            "127.0.0.1/8",
            Optional.empty(),
            traits.baudrate(),
            Map.of("mmcblk0", new Disk("disk", "1M", Optional.empty(), List.of())),
            List.of("sha256sum", "dd-direct", "dd-fullblock", "pipefail", "curl"),
            List.of(faults));
    SimulatedBoard board = new SimulatedBoardFactory().create(config, TestContext.in(folder));
    board.open();
    return new Typist(board);
  }

  /** Sits down in front of U-Boot's prompt. */
  static Typist atPrompt(Path folder, Traits traits, Fault... faults) {
    Typist typist = at(folder, traits, faults);
    typist.board.on();
    typist.until("Hit any key");
    typist.type(" ");
    typist.until("=> ");
    return typist;
  }

  /** Sits down in front of the shell. */
  static Typist atShell(Path folder, Fault... faults) {
    Typist typist = at(folder, Traits.STARTS_LINUX, faults);
    typist.board.on();
    typist.until("login: ");
    typist.type("root\r");
    typist.until("~ # ");
    return typist;
  }

  SimulatedBoard board() {
    return board;
  }

  ConsoleLink link() {
    return link;
  }

  void type(String text) {
    try {
      link.write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns what comes before a text, with line ends of one character. */
  String until(String text) {
    Deadline deadline = Deadline.after(LIMIT);
    byte[] buffer = new byte[4096];
    while (seen.indexOf(text) < 0) {
      try {
        int count = link.read(buffer, Duration.ofMillis(100));
        if (count < 0 || deadline.expired()) {
          throw new AssertionError("no '" + text + "' in: " + seen);
        }
        String arrived = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        seen.append(arrived.replace("\r", ""));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    int at = seen.indexOf(text);
    String before = seen.substring(0, at);
    seen.delete(0, at + text.length());
    return before;
  }

  /** Types a command line and returns what it prints, without its echo. */
  String run(String line, String prompt) {
    type(line + "\r");
    until(line + "\n");
    return until(prompt);
  }

  String uboot(String line) {
    return run(line, "=> ");
  }

  String shell(String line) {
    return run(line, "~ # ");
  }

  @Override
  public void close() {
    link.close();
    board.close();
  }
}
