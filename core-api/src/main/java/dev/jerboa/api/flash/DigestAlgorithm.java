package dev.jerboa.api.flash;

/**
 * A digest that proves what a device holds: strong enough that nobody can make two contents with
 * the same one (FIPS 180-4).
 *
 * <p>SHA-512 works on words of 64 bits: without instructions for SHA-256, a processor with such
 * words computes it in little more than half the time.
 */
public enum DigestAlgorithm {
  SHA_256("SHA-256", "sha256sum"),
  SHA_512("SHA-512", "sha512sum");

  private final String title;
  private final String command;

  DigestAlgorithm(String title, String command) {
    this.title = title;
    this.command = command;
  }

  /** Returns its name in the standard, which is also the one in Java. */
  @Override
  public String toString() {
    return title;
  }

  /** Returns the command that computes it in a flasher OS. */
  public String command() {
    return command;
  }
}
