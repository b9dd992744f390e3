package dev.jerboa.api.flash;

/**
 * The digests of the bytes of a segment, one for each algorithm that a board may be best at.
 *
 * @param sha256 64 hexadecimal digits in lower case
 * @param sha512 128 hexadecimal digits in lower case
 */
public record SegmentDigest(String sha256, String sha512) {
  /** Returns the digest by one algorithm. */
  public String by(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA_256 -> sha256;
      case SHA_512 -> sha512;
    };
  }
}
