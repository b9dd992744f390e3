package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The headers of an Android sparse image, version 1.
 *
 * @param length of the header in the file, in bytes
 * @param chunkLength of the header of each chunk, in bytes
 * @param blockSize in bytes
 * @param blocks how many the image has
 * @param chunks how many the file has
 * @param checksum CRC-32 of the image, or 0 if it is not stated
 */
record SparseHeader(
    int length, int chunkLength, int blockSize, long blocks, long chunks, int checksum) {
  static final int MAGIC = 0xED26FF3A;

  /** The length of what this version knows of the header. */
  static final int KNOWN = 28;

  /** The length of what this version knows of a chunk's header. */
  static final int CHUNK_KNOWN = 12;

  private static final int LONGEST_HEADER = 4096;
  private static final int LARGEST_BLOCK = 64 << 20;
  private static final int MOST_CHUNKS = 1 << 20;

  /**
   * Reads the first {@link #KNOWN} bytes of a file, in little-endian order.
   *
   * @throws IOException if they contradict themselves, or are of another version
   */
  static SparseHeader parse(ByteBuffer bytes) throws IOException {
    require(bytes.getInt() == MAGIC, "it does not begin like an Android sparse image");
    int version = unsigned(bytes.getShort());
    require(version == 1, "it is an Android sparse image of version %d".formatted(version));
    bytes.getShort(); // minor versions change nothing
    SparseHeader header =
        new SparseHeader(
            unsigned(bytes.getShort()),
            unsigned(bytes.getShort()),
            bytes.getInt(),
            Integer.toUnsignedLong(bytes.getInt()),
            Integer.toUnsignedLong(bytes.getInt()),
            bytes.getInt());
    header.requireSane();
    return header;
  }

  private void requireSane() throws IOException {
    require(length >= KNOWN && length <= LONGEST_HEADER, "its header has %d bytes", length);
    require(
        chunkLength >= CHUNK_KNOWN && chunkLength <= LONGEST_HEADER,
        "its chunk headers have %d bytes",
        chunkLength);
    require(
        blockSize > 0 && blockSize <= LARGEST_BLOCK && blockSize % 4 == 0,
        "its blocks have %d bytes",
        Integer.toUnsignedLong(blockSize));
    require(chunks <= MOST_CHUNKS, "it has %d chunks", chunks);
  }

  /** Returns the size of the image, in bytes. */
  long size() {
    return blocks * blockSize;
  }

  /**
   * Reads the first {@link #CHUNK_KNOWN} bytes of a chunk, in little-endian order.
   *
   * @throws IOException if they contradict themselves
   */
  Chunk chunk(ByteBuffer bytes) throws IOException {
    int type = unsigned(bytes.getShort());
    bytes.getShort(); // reserved
    long chunkBlocks = Integer.toUnsignedLong(bytes.getInt());
    long total = Integer.toUnsignedLong(bytes.getInt());
    Kind kind = Kind.of(type);
    long payload =
        switch (kind) {
          case RAW -> chunkBlocks * blockSize;
          case FILL, CRC32 -> Integer.BYTES;
          case DONT_CARE -> 0;
        };
    require(
        total == chunkLength + payload,
        "a chunk of %d blocks has %d bytes".formatted(chunkBlocks, total));
    require(kind != Kind.CRC32 || chunkBlocks == 0, "a checksum has %d blocks", chunkBlocks);
    return new Chunk(kind, chunkBlocks, payload);
  }

  private static int unsigned(short value) {
    return value & 0xFFFF;
  }

  private static void require(boolean condition, String message, long value) throws IOException {
    require(condition, message.formatted(value));
  }

  static void require(boolean condition, String message) throws IOException {
    if (!condition) {
      throw new IOException(message);
    }
  }

  /** What a chunk says of its blocks. */
  enum Kind {
    RAW,
    FILL,
    DONT_CARE,
    CRC32;

    private static final int FIRST = 0xCAC1;

    private static Kind of(int type) throws IOException {
      int index = type - FIRST;
      require(index >= 0 && index < values().length, "a chunk is of no known type: %x", type);
      return values()[index];
    }
  }

  /**
   * A chunk.
   *
   * @param payload how many bytes follow its header
   */
  record Chunk(Kind kind, long blocks, long payload) {}
}
