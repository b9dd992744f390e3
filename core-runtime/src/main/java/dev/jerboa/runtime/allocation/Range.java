package dev.jerboa.runtime.allocation;

/**
 * A run of bytes.
 *
 * @param offset where it starts, in bytes
 * @param length its length in bytes
 */
public record Range(long offset, long length) {
  static Range between(long from, long to) {
    return new Range(from, to - from);
  }

  public long end() {
    return offset + length;
  }
}
