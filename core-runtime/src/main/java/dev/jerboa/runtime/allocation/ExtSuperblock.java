package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The superblock of an ext2, ext3 or ext4 file system that is clean and has known features only,
 * and what follows from it for the places of other structures.
 */
final class ExtSuperblock {
  private static final int POSITION = 1024;
  private static final int SIZE = 1024;
  private static final int MAGIC_POSITION = POSITION + 56;
  private static final byte[] MAGIC = {0x53, (byte) 0xEF};
  private static final int CLEAN = 1;
  private static final int MIN_BLOCKS_PER_GROUP = 256;
  private static final int MOST_GROUPS = 1 << 17;

  private final ByteBuffer bytes;
  private final ExtFeatures features;
  private final int blockSize;
  private final int blocksPerCluster;
  private final int blocksPerGroup;
  private final long firstBlock;
  private final long blocks;
  private final int groups;
  private final int descriptorSize;

  private ExtSuperblock(ByteBuffer bytes) throws DoubtException {
    this.bytes = bytes;
    checkState();
    this.features = ExtFeatures.of(bytes);
    this.blockSize = 1024 << possible(bytes.getInt(24), 0, 6);
    this.blocksPerCluster = 1 << possible(bytes.getInt(28) - bytes.getInt(24), 0, 16);
    this.firstBlock = possible(bytes.getInt(20), 0, 1);
    this.blocksPerGroup = possible(bytes.getInt(32), MIN_BLOCKS_PER_GROUP, 1 << 30);
    this.blocks =
        Integer.toUnsignedLong(bytes.getInt(4))
            | (features.wide() ? Integer.toUnsignedLong(bytes.getInt(336)) << 32 : 0);
    possible(blocks > firstBlock && blocks < 1L << 46);
    long count = (blocks - firstBlock + blocksPerGroup - 1) / blocksPerGroup;
    possible(count <= MOST_GROUPS);
    this.groups = (int) count;
    this.descriptorSize = features.wide() ? possible(bytes.getShort(254), 64, blockSize) : 32;
    checkGeometry();
  }

  static boolean isIn(Area area) throws IOException, InterruptedException, DoubtException {
    return area.holds(MAGIC_POSITION, MAGIC);
  }

  static ExtSuperblock read(Area area) throws IOException, InterruptedException, DoubtException {
    ExtSuperblock superblock = new ExtSuperblock(area.read(POSITION, SIZE));
    DoubtException.unless(
        superblock.bytes() <= area.size(), "holds an ext file system that is larger than it");
    return superblock;
  }

  private void checkState() throws DoubtException {
    DoubtException.unless(bytes.getInt(76) == 1, "holds an ext file system of an old revision");
    DoubtException.unless(
        bytes.getShort(58) == CLEAN && bytes.getInt(232) == 0,
        "holds an ext file system that was not unmounted cleanly or has errors");
  }

  private void checkGeometry() throws DoubtException {
    boolean clusters = features.hasClusters();
    possible(clusters || blocksPerCluster == 1);
    possible(firstBlock == (blockSize == 1024 && blocksPerCluster == 1 ? 1 : 0));
    possible(blocksPerGroup % (8 * blocksPerCluster) == 0);
    possible(clustersPerGroup() <= 8 * blockSize);
    possible(!clusters || bytes.getInt(36) == clustersPerGroup());
    possible(Integer.bitCount(descriptorSize) == 1);
    int inodeSize = possible(bytes.getShort(88), 128, blockSize);
    possible(Integer.bitCount(inodeSize) == 1);
    int inodesPerGroup = possible(bytes.getInt(40), 1, 8 * blockSize);
    possible(Integer.toUnsignedLong(bytes.getInt(0)) == (long) inodesPerGroup * groups);
    possible(firstMetaGroup() <= descriptorBlocks());
    possible(blocks >= firstBlock + 1 + oldDescriptorBlocks());
  }

  private static void possible(boolean condition) throws DoubtException {
    DoubtException.unless(condition, "holds an ext file system with impossible values");
  }

  private static int possible(int value, int min, int max) throws DoubtException {
    possible(value >= min && value <= max);
    return value;
  }

  /** Returns the block where a group begins; the one after the last group begins at the end. */
  long start(int group) {
    return Math.min(blocks, firstBlock + (long) group * blocksPerGroup);
  }

  /** Returns the blocks of the superblock and the descriptors at the start of a group. */
  Range structures(int group) {
    long copies = hasSuperblock(group) ? 1 : 0;
    int perBlock = descriptorsPerBlock();
    int metaGroup = group / perBlock;
    long count;
    if (!features.hasMetaGroups() || metaGroup < firstMetaGroup()) {
      count = copies * (1 + oldDescriptorBlocks());
    } else {
      int member = group % perBlock;
      count = copies + (member <= 1 || member == perBlock - 1 ? 1 : 0);
    }
    long start = firstStructure(group);
    return Range.between(start, Math.min(start + count, start(group + 1)));
  }

  /** Returns where block {@code index} of the primary group descriptors lies. */
  long descriptorBlock(int index) {
    if (!features.hasMetaGroups() || index < firstMetaGroup()) {
      return firstStructure(0) + 1 + index;
    }
    int group = index * descriptorsPerBlock();
    return firstStructure(group) + (hasSuperblock(group) ? 1 : 0);
  }

  /** Block 0 of 1 KiB has no superblock, also when clusters begin with it. */
  private long firstStructure(int group) {
    return group == 0 && blockSize == POSITION ? 1 : start(group);
  }

  private boolean hasSuperblock(int group) {
    if (group == 0) {
      return true;
    }
    if (features.hasTwoBackups()) {
      return group == bytes.getInt(588) || group == bytes.getInt(592);
    }
    return group == 1
        || !features.isSparse()
        || isPower(group, 3)
        || isPower(group, 5)
        || isPower(group, 7);
  }

  private static boolean isPower(int number, int base) {
    int rest = number;
    while (rest % base == 0) {
      rest /= base;
    }
    return rest == 1;
  }

  private int descriptorsPerBlock() {
    return blockSize / descriptorSize;
  }

  private int descriptorBlocks() {
    return (groups + descriptorsPerBlock() - 1) / descriptorsPerBlock();
  }

  private long firstMetaGroup() {
    return Integer.toUnsignedLong(bytes.getInt(260));
  }

  private long oldDescriptorBlocks() {
    return features.hasMetaGroups()
        ? firstMetaGroup()
        : descriptorBlocks() + Short.toUnsignedInt(bytes.getShort(206));
  }

  String type() {
    return features.type();
  }

  boolean hasGroupChecksums() {
    return features.hasGroupChecksums();
  }

  int blockSize() {
    return blockSize;
  }

  int blocksPerCluster() {
    return blocksPerCluster;
  }

  int blocksPerGroup() {
    return blocksPerGroup;
  }

  int clustersPerGroup() {
    return blocksPerGroup / blocksPerCluster;
  }

  long firstBlock() {
    return firstBlock;
  }

  long blocks() {
    return blocks;
  }

  long bytes() {
    return blocks * blockSize;
  }

  int groups() {
    return groups;
  }

  int descriptorSize() {
    return descriptorSize;
  }

  int inodeTableBlocks() {
    long size = Short.toUnsignedLong(bytes.getShort(88)) * bytes.getInt(40);
    return (int) ((size + blockSize - 1) / blockSize);
  }
}
