package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.digest.Sha256;
import java.util.Locale;

/** A digest that somebody expects a file to have. */
final class Checksum {
  private Checksum() {}

  /** Reads 64 hexadecimal digits in any case. */
  static String parse(String text) {
    String digits = text.strip().toLowerCase(Locale.ROOT);
    if (!Sha256.isDigest(digits)) {
      throw malformed(text, digits);
    }
    return digits;
  }

  private static JerboaException malformed(String text, String digits) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
    return ImageErrors.image(
            "checksum-malformed",
            "the checksum %s is no SHA-256: %d characters, 64 hexadecimal digits expected"
                .formatted(shown, text.length()))
        .hint(advice(digits));
  }

  private static String advice(String digits) {
    if (!digits.matches("[0-9a-f]+")) {
      return "Give only the digits that sha256sum FILE prints before the file name.";
    }
    return switch (digits.length()) {
      case 32 -> "It looks like an MD5 checksum; give the SHA-256 one.";
      case 40 -> "It looks like a SHA-1 checksum; give the SHA-256 one.";
      case 128 -> "It looks like a SHA-512 checksum; give the SHA-256 one.";
      default -> "Give the 64 digits that sha256sum FILE prints.";
    };
  }

  static void requireEqual(SourceFile source, String expected, String actual) {
    if (!actual.equals(expected)) {
      throw ImageErrors.image(
              "checksum-mismatch",
              "%s has not the given checksum: expected %s, actual %s"
                  .formatted(source.path(), expected, actual))
          .hint("The checksum is that of the file as it lies on disk; fetch both again.");
    }
  }
}
