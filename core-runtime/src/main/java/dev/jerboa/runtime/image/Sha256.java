package dev.jerboa.runtime.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes SHA-256 digests and their text: 64 hexadecimal digits in lower case. */
final class Sha256 {
  static final int DIGITS = 64;

  private Sha256() {}

  static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Returns the digest of what was fed so far, and starts anew. */
  static String finish(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static boolean isDigest(String text) {
    return text.matches("[0-9a-f]{64}");
  }
}
