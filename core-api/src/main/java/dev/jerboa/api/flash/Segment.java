package dev.jerboa.api.flash;

/**
 * A range of an image that is written, verified and, where it differs, written again as one.
 *
 * @param offset where it starts on the device, in bytes
 * @param length its length in bytes
 * @param kind what it holds
 * @param digest the digests of its bytes, one for each algorithm
 */
public record Segment(long offset, long length, Kind kind, SegmentDigest digest) {
  /** What a segment holds. */
  public enum Kind {
    /** Bytes that must be written. */
    DATA,
    /** Nothing but zeros, which must read back as zeros. */
    ZERO,
    /**
     * Nothing that the image needs: unallocated in a file system, or declared free by the source.
     * What the device holds there does not matter; the image, and the digest, have zeros there.
     */
    FREE
  }

  public long end() {
    return offset + length;
  }
}
