package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The descriptor of a group of blocks.
 *
 * @param freeClusters how many clusters of the group are free
 * @param unused whether the block bitmap was never written, because only structures are in use
 */
record ExtGroup(
    long blockBitmap, long inodeBitmap, long inodeTable, int freeClusters, boolean unused) {
  private static final int BLOCK_BITMAP_UNUSED = 0x2;

  static ExtGroup[] readAll(Area area, ExtSuperblock superblock)
      throws IOException, InterruptedException, DoubtException {
    ExtGroup[] groups = new ExtGroup[superblock.groups()];
    int size = superblock.descriptorSize();
    int perBlock = superblock.blockSize() / size;
    ByteBuffer block = ByteBuffer.allocate(0);
    for (int group = 0; group < groups.length; group++) {
      if (group % perBlock == 0) {
        long position = superblock.descriptorBlock(group / perBlock) * superblock.blockSize();
        block = area.read(position, superblock.blockSize());
      }
      groups[group] = of(block.slice(group % perBlock * size, size).order(ByteOrder.LITTLE_ENDIAN));
    }
    return groups;
  }

  private static ExtGroup of(ByteBuffer bytes) {
    boolean wide = bytes.limit() >= 64;
    return new ExtGroup(
        block(bytes, 0, wide),
        block(bytes, 4, wide),
        block(bytes, 8, wide),
        Short.toUnsignedInt(bytes.getShort(12))
            | (wide ? Short.toUnsignedInt(bytes.getShort(44)) << 16 : 0),
        (bytes.getShort(18) & BLOCK_BITMAP_UNUSED) != 0);
  }

  private static long block(ByteBuffer bytes, int at, boolean wide) {
    return Integer.toUnsignedLong(bytes.getInt(at))
        | (wide ? Integer.toUnsignedLong(bytes.getInt(at + 32)) << 32 : 0);
  }

  /** Returns the blocks of the bitmaps and the inodes, which may lie in any group. */
  List<Range> structures(ExtSuperblock superblock) throws DoubtException {
    DoubtException.unless(
        Math.max(Math.max(blockBitmap, inodeBitmap), inodeTable) < superblock.blocks()
            && Math.min(Math.min(blockBitmap, inodeBitmap), inodeTable) >= 0,
        "has structures outside of it");
    return List.of(
        new Range(blockBitmap, 1),
        new Range(inodeBitmap, 1),
        new Range(inodeTable, superblock.inodeTableBlocks()));
  }
}
