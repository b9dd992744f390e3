package dev.jerboa.runtime.digest;

import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.SegmentDigest;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Computes all digests of the bytes of one segment after the other.
 *
 * <p>Not safe for use by several threads.
 */
public final class SegmentHasher {
  private final MessageDigest sha256 = Sha256.start();
  private final MessageDigest sha512 = Sha256.start(DigestAlgorithm.SHA_512);

  /** Takes the next bytes. */
  public void update(byte[] bytes, int from, int count) {
    sha256.update(bytes, from, count);
    sha512.update(bytes, from, count);
  }

  /** Returns the digests of what came so far, and starts anew. */
  public SegmentDigest finish() {
    return new SegmentDigest(Sha256.finish(sha256), HexFormat.of().formatHex(sha512.digest()));
  }
}
