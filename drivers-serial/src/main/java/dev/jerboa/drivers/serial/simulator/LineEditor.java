package dev.jerboa.drivers.serial.simulator;

/** Reads lines as the line editors of U-Boot and busybox do, echoing each character. */
final class LineEditor {
  private static final char CTRL_C = 0x03;
  private static final char CTRL_U = 0x15;
  private static final char ESCAPE = 0x1b;
  private static final char DELETE = 0x7f;
  private static final String RUB_OUT = "\b \b";
  private static final String BELL = "\u0007";

  private final UartLine uart;
  private final String interrupted;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param interrupted what Ctrl-C prints
   */
  LineEditor(UartLine uart, String interrupted) {
    this.uart = uart;
    this.interrupted = interrupted;
  }

  /** Shows the prompt and returns what was typed before Enter. */
  String read(String prompt) throws InterruptedException {
    uart.print(prompt);
    line.setLength(0);
    while (true) {
      char key = uart.key();
      switch (key) {
        case '\r', '\n' -> {
          uart.print("\n");
          return line.toString();
        }
        case CTRL_C -> {
          line.setLength(0);
          uart.print(interrupted + "\n" + prompt);
        }
        case CTRL_U -> rubOut(line.length());
        case DELETE, '\b' -> rubOut(Math.min(1, line.length()));
        case ESCAPE -> {} // the start of a sequence: an arrow key is not needed here
        default -> type(key);
      }
    }
  }

  /** Reads a password, which is not echoed. */
  String readHidden(String prompt) throws InterruptedException {
    uart.print(prompt);
    line.setLength(0);
    for (char key = uart.key(); key != '\r' && key != '\n'; key = uart.key()) {
      line.append(key);
    }
    uart.print("\n");
    return line.toString();
  }

  private void rubOut(int count) {
    uart.print(RUB_OUT.repeat(count));
    line.setLength(line.length() - count);
  }

  private void type(char key) {
    if (key < ' ') {
      uart.print(BELL);
    } else {
      line.append(key);
      uart.print(String.valueOf(key));
    }
  }
}
