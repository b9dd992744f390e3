package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads which clusters a FAT12, FAT16 or FAT32 file system does not use. */
final class Fat {
  /** Holds a whole number of entries of each width: two of 12 bits are 3 bytes. */
  private static final int CHUNK = 96 << 10;

  private final Area area;
  private final FatBootSector boot;
  private final FreeRanges free = new FreeRanges();

  private Fat(Area area) throws IOException, InterruptedException, DoubtException {
    this.area = area;
    this.boot = FatBootSector.read(area);
  }

  static boolean isIn(Area area) throws IOException, InterruptedException, DoubtException {
    return FatBootSector.isIn(area);
  }

  static FileSystem read(Area area) throws IOException, InterruptedException, DoubtException {
    return new Fat(area).fileSystem();
  }

  private FileSystem fileSystem() throws IOException, InterruptedException, DoubtException {
    int perChunk = CHUNK * 8 / boot.bits();
    for (long first = 0; first < boot.entries(); first += perChunk) {
      int count = (int) Math.min(perChunk, boot.entries() - first);
      ByteBuffer chunk = chunk(first * boot.bits() / 8, (count * boot.bits() + 7) / 8);
      if (first == 0) {
        checkFirst(chunk);
      }
      collect(chunk, first, count);
    }
    return new FileSystem("FAT" + boot.bits(), boot.bytes(), free.toList());
  }

  private ByteBuffer chunk(long start, int length)
      throws IOException, InterruptedException, DoubtException {
    ByteBuffer chunk = area.read(boot.tablePosition(0) + start, length);
    for (int copy = 1; copy < boot.tables(); copy++) {
      ByteBuffer other = area.read(boot.tablePosition(copy) + start, length);
      DoubtException.unless(chunk.equals(other), "holds FAT tables that differ");
    }
    return chunk;
  }

  /** Entry 0 repeats the medium; entry 1 has the marks of a clean volume in its highest bits. */
  private void checkFirst(ByteBuffer chunk) throws DoubtException {
    DoubtException.unless((entry(chunk, 0) & 0xFF) == boot.medium(), "holds a damaged FAT");
    int marks = boot.bits() == 12 ? 0 : boot.bits() == 16 ? 0xC000 : 0x0C000000;
    DoubtException.unless(
        (entry(chunk, 1) & marks) == marks, "holds a FAT that was not unmounted cleanly");
  }

  private void collect(ByteBuffer chunk, long first, int count) {
    for (int index = 0; index < count; index++) {
      if (first + index >= FatBootSector.FIRST_CLUSTER && entry(chunk, index) == 0) {
        long start = boot.clusterPosition(first + index);
        free.add(start, start + boot.clusterSize());
      }
    }
  }

  private int entry(ByteBuffer chunk, int index) {
    return switch (boot.bits()) {
      case 12 -> twelveBits(chunk, index);
      case 16 -> Short.toUnsignedInt(chunk.getShort(2 * index));
      default -> chunk.getInt(4 * index) & 0x0FFFFFFF;
    };
  }

  private static int twelveBits(ByteBuffer chunk, int index) {
    int start = index + index / 2;
    int pair = Byte.toUnsignedInt(chunk.get(start)) | chunk.get(start + 1) << 8;
    return (index % 2 == 0 ? pair : pair >> 4) & 0xFFF;
  }
}
