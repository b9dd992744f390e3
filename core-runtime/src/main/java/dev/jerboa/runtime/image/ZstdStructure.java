package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Walks over the blocks of a zstd file to prove that none is missing (RFC 8878, 3.1.1). */
final class ZstdStructure {
  static final int MAGIC = 0xFD2FB528;

  /** The largest window that is decoded, as a power of two: 256 MiB. */
  static final int WINDOW_LOG = 28;

  private static final int BLOCK_RLE = 1;
  private static final int BLOCK_RESERVED = 3;

  private final SourceFile source;
  private final FrameCursor cursor;
  private long size;
  private boolean sized = true;
  private boolean checksummed = true;

  private ZstdStructure(SourceFile source, FrameCursor cursor) {
    this.source = source;
    this.cursor = cursor;
  }

  static Structure check(SourceFile source) throws IOException {
    try (FrameCursor cursor = new FrameCursor(source, "zst")) {
      return new ZstdStructure(source, cursor).walk();
    }
  }

  private Structure walk() throws IOException {
    for (int magic = cursor.nextMagic(); magic != 0; magic = cursor.nextMagic()) {
      if (magic != MAGIC) {
        throw cursor.trailing(cursor.position() - Integer.BYTES);
      }
      frame();
    }
    return new Structure(sized ? OptionalLong.of(size) : OptionalLong.empty(), checksummed);
  }

  private void frame() throws IOException {
    int descriptor = cursor.take(1, "a frame header").get();
    boolean singleSegment = (descriptor & 0x20) != 0;
    boolean checksum = (descriptor & 0x04) != 0;
    if (!singleSegment) {
      requireWindow(windowSize(cursor.take(1, "a frame header").get() & 0xFF));
    }
    if ((descriptor & 0x03) != 0) {
      throw cursor.corrupt("it was compressed with a dictionary, which is not at hand");
    }
    contentSize((descriptor >> 6) & 0x03, singleSegment);
    blocks();
    cursor.skip(checksum ? 4 : 0, "the checksum of its last frame");
    checksummed &= checksum;
  }

  private static long windowSize(int descriptor) {
    long base = 1L << (10 + (descriptor >> 3));
    return base + base / 8 * (descriptor & 0x07);
  }

  private void requireWindow(long window) {
    if (window > (1L << WINDOW_LOG)) {
      throw ImageErrors.tooMuchMemory(
          source.path(), "zst", "a window of %d MiB".formatted(window >> 20));
    }
  }

  private void contentSize(int sizeFlag, boolean singleSegment) throws IOException {
    if (sizeFlag == 0 && !singleSegment) {
      sized = false;
      return;
    }
    int width = 1 << sizeFlag;
    ByteBuffer field = cursor.take(width, "a frame header");
    long content =
        switch (sizeFlag) {
          case 0 -> field.get() & 0xFF;
          case 1 -> (field.getShort() & 0xFFFF) + 256;
          case 2 -> Integer.toUnsignedLong(field.getInt());
          default -> field.getLong();
        };
    if (singleSegment) {
      requireWindow(content);
    }
    if (content < 0) {
      throw cursor.corrupt("a frame states an impossible size");
    }
    size += content;
  }

  private void blocks() throws IOException {
    boolean last;
    do {
      ByteBuffer field = cursor.take(3, "its last block");
      int header = (field.getShort() & 0xFFFF) | ((field.get() & 0xFF) << 16);
      int type = (header >> 1) & 0x03;
      if (type == BLOCK_RESERVED) {
        throw cursor.corrupt("a block is of no known type");
      }
      cursor.skip(type == BLOCK_RLE ? 1 : header >> 3, "the rest of a block");
      last = (header & 1) != 0;
    } while (!last);
  }
}
