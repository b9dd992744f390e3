package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The boot sector of a FAT file system, and what follows from it for the places of the rest.
 *
 * <p>A table length of 0 in the 16-bit field means FAT32 to Linux and U-Boot; to mtools the number
 * of clusters says how wide an entry is. Where these differ nothing is certain.
 */
final class FatBootSector {
  static final int FIRST_CLUSTER = 2;

  private static final int SIZE = 512;
  private static final int DIRECTORY_ENTRY = 32;
  private static final int MOST_CLUSTERS_12 = 4084;
  private static final int MOST_CLUSTERS_16 = 65_524;
  private static final int MOST_CLUSTERS_32 = 0x0FFFFFF4;

  private final ByteBuffer bytes;
  private final int sector;
  private final int sectorsPerCluster;
  private final long tableSectors;
  private final long sectors;
  private final long dataStart;
  private final long clusters;
  private final int bits;

  private FatBootSector(ByteBuffer bytes) throws DoubtException {
    this.bytes = bytes;
    this.sector = sectorSize(bytes);
    this.sectorsPerCluster = Byte.toUnsignedInt(bytes.get(13));
    this.tableSectors = isFat32() ? unsigned(36) : small(22);
    this.sectors = small(19) != 0 ? small(19) : unsigned(32);
    long rootSectors = (small(17) * DIRECTORY_ENTRY + sector - 1L) / sector;
    this.dataStart = small(14) + tables() * tableSectors + rootSectors;
    possible(tableSectors > 0 && dataStart < sectors);
    this.clusters = (sectors - dataStart) / sectorsPerCluster;
    this.bits = bits();
    check();
  }

  static boolean isIn(Area area) throws IOException, InterruptedException, DoubtException {
    if (area.size() < SIZE) {
      return false;
    }
    ByteBuffer bytes = area.read(0, SIZE);
    int jump = Byte.toUnsignedInt(bytes.get(0));
    int tables = bytes.get(16);
    return bytes.getShort(510) == (short) 0xAA55
        && (jump == 0xE9 || jump == 0xEB)
        && Integer.bitCount(sectorSize(bytes)) == 1
        && sectorSize(bytes) >= 512
        && sectorSize(bytes) <= 4096
        && Integer.bitCount(Byte.toUnsignedInt(bytes.get(13))) == 1
        && (tables == 1 || tables == 2)
        && Byte.toUnsignedInt(bytes.get(21)) >= 0xF0;
  }

  /** Reads the boot sector where {@link #isIn} found one. */
  static FatBootSector read(Area area) throws IOException, InterruptedException, DoubtException {
    FatBootSector boot = new FatBootSector(area.read(0, SIZE));
    DoubtException.unless(boot.bytes() <= area.size(), "holds a FAT that is larger than it");
    return boot;
  }

  private static int sectorSize(ByteBuffer bytes) {
    return Short.toUnsignedInt(bytes.getShort(11));
  }

  private void check() throws DoubtException {
    possible(small(14) > 0 && clusters > 0);
    possible(entries() * bits <= tableSectors * sector * 8);
    if (isFat32()) {
      possible(clusters > MOST_CLUSTERS_16 && clusters <= MOST_CLUSTERS_32);
      possible(small(17) == 0);
      possible(small(40) == 0 && small(42) == 0);
    } else {
      possible(clusters <= MOST_CLUSTERS_16);
      byte[] name = new byte[8];
      bytes.get(54, name);
      String label = new String(name, StandardCharsets.US_ASCII).trim();
      possible(!label.matches("FAT\\d+") || label.equals("FAT" + bits));
    }
    DoubtException.unless(
        (bytes.get(isFat32() ? 65 : 37) & 1) == 0, "holds a FAT that was not unmounted cleanly");
  }

  private static void possible(boolean condition) throws DoubtException {
    DoubtException.unless(condition, "holds a FAT with impossible values");
  }

  private boolean isFat32() {
    return small(22) == 0;
  }

  private int small(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private long unsigned(int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  /** Returns the width of a table entry. */
  int bits() {
    if (isFat32()) {
      return 32;
    }
    return clusters <= MOST_CLUSTERS_12 ? 12 : 16;
  }

  int medium() {
    return Byte.toUnsignedInt(bytes.get(21));
  }

  int tables() {
    return bytes.get(16);
  }

  long tablePosition(int copy) {
    return (small(14) + copy * tableSectors) * sector;
  }

  /** Returns the number of table entries, of which the first two stand for no cluster. */
  long entries() {
    return clusters + FIRST_CLUSTER;
  }

  int clusterSize() {
    return sectorsPerCluster * sector;
  }

  long clusterPosition(long cluster) {
    return dataStart * sector + (cluster - FIRST_CLUSTER) * clusterSize();
  }

  long bytes() {
    return sectors * sector;
  }
}
