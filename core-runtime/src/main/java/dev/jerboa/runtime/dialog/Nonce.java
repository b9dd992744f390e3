package dev.jerboa.runtime.dialog;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes words that no board prints by chance: 64 random bits in hexadecimal. */
final class Nonce {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Nonce() {}

  static String next() {
    byte[] bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
