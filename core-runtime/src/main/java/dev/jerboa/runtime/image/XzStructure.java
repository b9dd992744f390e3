package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SeekableFileInputStream;
import org.tukaani.xz.SeekableXZInputStream;
import org.tukaani.xz.XZ;

/**
 * Reads the indexes of an xz file from its end to prove that nothing is missing (The .xz File
 * Format 1.2.1).
 */
final class XzStructure {
  static final int MEMORY_KIB = 256 << 10;

  private static final int FOOTER = 12;
  private static final int FOOTER_MAGIC = 'Y' | ('Z' << 8);
  private static final int TAIL = 1 << 20;

  private XzStructure() {}

  static Structure check(SourceFile source) throws IOException {
    requireFooter(source);
    try (SeekableXZInputStream xz = open(source, MEMORY_KIB)) {
      boolean checksummed = (xz.getCheckTypes() & (1 << XZ.CHECK_NONE)) == 0;
      return new Structure(OptionalLong.of(xz.length()), checksummed);
    } catch (MemoryLimitException e) {
      throw tooMuchMemory(source, e);
    } catch (IOException e) {
      throw ImageErrors.corrupt(
              source.path(), "xz", "has a bad index", String.valueOf(e.getMessage()))
          .causedBy(e);
    }
  }

  /** Opens a file to decode any of its blocks with so much memory. */
  static SeekableXZInputStream open(SourceFile source, int memoryKib) throws IOException {
    SeekableFileInputStream file =
        new SeekableFileInputStream(source.realPath().toFile()) {
          @Override
          public int read(byte[] target, int offset, int length) {
            try {
              return super.read(target, offset, length);
            } catch (IOException e) {
              throw source.unreadable(e);
            }
          }
        };
    boolean open = false;
    try {
      SeekableXZInputStream xz = new SeekableXZInputStream(file, memoryKib);
      open = true;
      return xz;
    } finally {
      if (!open) {
        file.close();
      }
    }
  }

  static RuntimeException tooMuchMemory(SourceFile source, MemoryLimitException e) {
    return ImageErrors.tooMuchMemory(
        source.path(),
        "xz",
        "%d MiB of memory".formatted(Math.ceilDiv(e.getMemoryNeeded(), 1 << 10)));
  }

  /** Tells a file that is cut short from one that goes on after its end. */
  private static void requireFooter(SourceFile source) throws IOException {
    try (SourceReader reader = source.reader()) {
      int length = (int) Math.min(TAIL, reader.size());
      long start = reader.size() - length;
      ByteBuffer tail = reader.at(start, length);
      int end = lastFooterEnd(tail);
      if (end < 0 || startsStream(tail, end)) {
        throw ImageErrors.truncated(source.path(), "xz", reader.size(), "its stream footer");
      }
      if (!isPadding(tail, end)) {
        throw ImageErrors.trailing(source.path(), "xz", start + end);
      }
    }
  }

  private static int lastFooterEnd(ByteBuffer tail) {
    for (int end = tail.limit(); end >= FOOTER; end--) {
      if (isFooter(tail, end - FOOTER)) {
        return end;
      }
    }
    return -1;
  }

  private static boolean isFooter(ByteBuffer tail, int at) {
    if ((tail.getShort(at + 10) & 0xFFFF) != FOOTER_MAGIC) {
      return false;
    }
    CRC32 crc = new CRC32();
    crc.update(tail.slice(at + 4, 6));
    return (int) crc.getValue() == tail.getInt(at);
  }

  private static boolean startsStream(ByteBuffer tail, int at) {
    int next = endOfZeros(tail, at);
    byte[] magic = XZ.HEADER_MAGIC;
    int shown = Math.min(magic.length, tail.limit() - next);
    return shown > 0 && tail.slice(next, shown).equals(ByteBuffer.wrap(magic, 0, shown));
  }

  /** Streams may be followed by zeros up to a multiple of four bytes. */
  private static boolean isPadding(ByteBuffer tail, int at) {
    return (tail.limit() - at) % 4 == 0 && endOfZeros(tail, at) == tail.limit();
  }

  private static int endOfZeros(ByteBuffer tail, int at) {
    int next = at;
    while (next < tail.limit() && tail.get(next) == 0) {
      next++;
    }
    return next;
  }
}
