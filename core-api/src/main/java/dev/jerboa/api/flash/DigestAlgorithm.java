package dev.jerboa.api.flash;

/**
 * A digest that proves what a device holds: strong enough that nobody can make two contents with
 * the same one (FIPS 180-4).
 *
 * <p>SHA-512 works on words of 64 bits: without instructions for SHA-256, a processor with such
 * words computes it in little more than half the time.
 */
public enum DigestAlgorithm {
  SHA_256("SHA-256", "sha256sum", 64),
  SHA_512("SHA-512", "sha512sum", 128);

  private final String title;
  private final String command;
  private final int digits;

  DigestAlgorithm(String title, String command, int digits) {
    this.title = title;
    this.command = command;
    this.digits = digits;
  }

  /** Returns its name in the standard, which is also the one in Java. */
  @Override
  public String toString() {
    return title;
  }

  /** Returns how many hexadecimal digits it has as text. */
  public int digits() {
    return digits;
  }

  /** Returns the command that computes it in a flasher OS. */
  public String command() {
    return command;
  }
}
