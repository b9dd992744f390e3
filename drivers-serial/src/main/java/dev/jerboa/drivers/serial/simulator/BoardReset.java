package dev.jerboa.drivers.serial.simulator;

/** Ends whatever the board does: it starts again from its bootloader. */
final class BoardReset extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BoardReset() {
    super("the board resets", null, false, false);
  }
}
