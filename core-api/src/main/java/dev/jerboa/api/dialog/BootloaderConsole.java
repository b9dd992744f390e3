package dev.jerboa.api.dialog;

/** The capability of a {@code uboot} node: it says how to stop the board in its bootloader. */
public interface BootloaderConsole {
  BootloaderSettings settings();
}
