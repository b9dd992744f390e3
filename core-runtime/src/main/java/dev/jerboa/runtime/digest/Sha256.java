package dev.jerboa.runtime.digest;

import dev.jerboa.api.flash.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes SHA-256 digests and their text: 64 hexadecimal digits in lower case. */
public final class Sha256 {
  /** The length of a digest as text. */
  public static final int DIGITS = 64;

  private Sha256() {}

  /** Returns a digest to be fed. */
  public static MessageDigest start() {
    return start(DigestAlgorithm.SHA_256);
  }

  static MessageDigest start(DigestAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.toString());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("the JDK has " + algorithm, e);
    }
  }

  /** Returns the digest of what was fed so far, and starts anew. */
  public static String finish(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the digest of a text in UTF-8. */
  public static String of(String text) {
    MessageDigest digest = start();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    return finish(digest);
  }

  /** Returns the digest of a file. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = start();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return finish(digest);
  }

  /** Returns whether a text is a digest. */
  public static boolean isDigest(String text) {
    return text.matches("[0-9a-f]{64}");
  }
}
