package dev.jerboa.runtime.dialog;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes words that no board prints by chance: 32 random bits in hexadecimal. */
final class Nonce {
  /** What a nonce looks like; short, since each character costs time on the console. */
  static final String PATTERN = "[0-9a-f]{8}";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonce() {}

  static String next() {
    byte[] bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
