package dev.jerboa.api;

/** Says who has to act on an error, and with which exit code a command that meets it ends. */
public enum ErrorClass {
  /** The command line is wrong; nothing was touched. */
  USAGE(2),
  /** A configuration file or bundle is wrong; nothing was touched. */
  CONFIG(2),
  /** A plugin is broken. */
  PLUGIN(3),
  /** A digest, signature or path cannot be trusted; never softened by a retry. */
  TRUST(4),
  /** Something could not be fetched, stored or served on the exporter. */
  FETCH(5),
  /** The image is damaged, unknown, empty, too large or not the one that was asked for. */
  IMAGE(6),
  /** The power switch did not answer or did not switch. */
  POWER(7),
  /** The console is absent, busy, lost, silent or unreadable. */
  CONSOLE(8),
  /** The bootloader or the flasher OS did not come up. */
  BOOTLOADER(9),
  /** The block device is missing, ambiguous, busy, too small or failing. */
  TARGET(10),
  /** The bytes read back from the device are not the image's. */
  VERIFY(11),
  /** Another process uses the board. */
  BUSY(12),
  /** The board works, and is not as a check demands. */
  CHECK(13),
  /** A defect of Jerboa itself. */
  INTERNAL(70),
  /** The user or the system ended the run. */
  CANCELLED(130);

  private final int exitCode;

  ErrorClass(int exitCode) {
    this.exitCode = exitCode;
  }

  /** Returns the exit code of a command that ends with an error of this class. */
  public int exitCode() {
    return exitCode;
  }
}
