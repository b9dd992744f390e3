package dev.jerboa.runtime.image;

import java.io.IOException;
import java.util.OptionalLong;

/** Walks over the blocks of an lz4 file to prove that none is missing (LZ4 frame format 1.6). */
final class Lz4Structure {
  static final int MAGIC = 0x184D2204;

  private static final int STORED = 0x80000000;

  private final FrameCursor cursor;
  private long size;
  private boolean sized = true;
  private boolean checksummed = true;

  private Lz4Structure(FrameCursor cursor) {
    this.cursor = cursor;
  }

  static Structure check(SourceFile source) throws IOException {
    try (FrameCursor cursor = new FrameCursor(source, "lz4")) {
      return new Lz4Structure(cursor).walk();
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
    int flags = cursor.take(2, "a frame header").get();
    boolean blockChecksums = (flags & 0x10) != 0;
    boolean contentSize = (flags & 0x08) != 0;
    boolean contentChecksum = (flags & 0x04) != 0;
    if (((flags >> 6) & 0x03) != 1) {
      throw cursor.corrupt("a frame is of no known version");
    }
    if ((flags & 0x01) != 0) {
      throw cursor.corrupt("it was compressed with a dictionary, which is not at hand");
    }
    if (contentSize) {
      contentSize(cursor.take(Long.BYTES, "a frame header").getLong());
    }
    sized &= contentSize;
    checksummed &= contentChecksum;
    cursor.skip(1, "a frame header");
    blocks(blockChecksums ? 4 : 0);
    cursor.skip(contentChecksum ? 4 : 0, "the checksum of its last frame");
  }

  private void contentSize(long content) {
    if (content < 0) {
      throw cursor.corrupt("a frame states an impossible size");
    }
    size += content;
  }

  private void blocks(int checksumLength) throws IOException {
    for (int header = blockHeader(); header != 0; header = blockHeader()) {
      cursor.skip((header & ~STORED) + (long) checksumLength, "the rest of a block");
    }
  }

  private int blockHeader() throws IOException {
    return cursor.take(Integer.BYTES, "its end mark").getInt();
  }
}
