package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Reads which blocks an ext2, ext3 or ext4 file system does not use.
 *
 * <p>Besides what the bitmaps say, all places where a group keeps its superblock, descriptors,
 * bitmaps and inodes are in use. In each group the count of its descriptor must come out.
 */
final class Ext {
  private final Area area;
  private final ExtSuperblock superblock;
  private final ExtGroup[] groups;
  private final FreeRanges free = new FreeRanges();

  private Ext(Area area) throws IOException, InterruptedException, DoubtException {
    this.area = area;
    this.superblock = ExtSuperblock.read(area);
    this.groups = ExtGroup.readAll(area, superblock);
  }

  static boolean isIn(Area area) throws IOException, InterruptedException, DoubtException {
    return ExtSuperblock.isIn(area);
  }

  static FileSystem read(Area area) throws IOException, InterruptedException, DoubtException {
    return new Ext(area).fileSystem();
  }

  private FileSystem fileSystem() throws IOException, InterruptedException, DoubtException {
    List<Range> metadata = metadata();
    int next = 0;
    for (int group = 0; group < groups.length; group++) {
      BitSet used = bitmap(group);
      long end = superblock.start(group + 1);
      for (int at = next; at < metadata.size() && metadata.get(at).offset() < end; at++) {
        mark(metadata.get(at), group, used);
      }
      while (next < metadata.size() && metadata.get(next).end() <= end) {
        next++;
      }
      collect(group, used);
    }
    return new FileSystem(superblock.type(), superblock.bytes(), free.toList());
  }

  /** Returns the blocks in which any group keeps its structures, in ascending order. */
  private List<Range> metadata() throws DoubtException {
    List<Range> metadata = new ArrayList<>();
    for (int group = 0; group < groups.length; group++) {
      metadata.add(superblock.structures(group));
      metadata.addAll(groups[group].structures(superblock));
    }
    metadata.removeIf(range -> range.length() == 0);
    metadata.sort(Comparator.comparingLong(Range::offset));
    long end = superblock.firstBlock();
    for (Range range : metadata) {
      DoubtException.unless(
          range.offset() >= end && range.end() <= superblock.blocks(),
          "has structures that overlap or lie outside of it");
      end = range.end();
    }
    return metadata;
  }

  private BitSet bitmap(int group) throws IOException, InterruptedException, DoubtException {
    if (groups[group].unused() && superblock.hasGroupChecksums()) {
      return new BitSet();
    }
    long position = groups[group].blockBitmap() * superblock.blockSize();
    return BitSet.valueOf(area.read(position, superblock.clustersPerGroup() / 8));
  }

  private void mark(Range blocks, int group, BitSet used) {
    long start = superblock.start(group);
    long first = Math.max(0, blocks.offset() - start);
    long end = Math.min(blocks.end() - start, superblock.blocksPerGroup());
    int ratio = superblock.blocksPerCluster();
    used.set((int) (first / ratio), (int) ((end + ratio - 1) / ratio));
  }

  private void collect(int group, BitSet used) throws DoubtException {
    long start = superblock.start(group);
    int ratio = superblock.blocksPerCluster();
    long blocks = Math.min(superblock.blocksPerGroup(), superblock.blocks() - start);
    int clusters = (int) ((blocks + ratio - 1) / ratio);
    DoubtException.unless(
        used.get(0, clusters).cardinality() == clusters - groups[group].freeClusters(),
        "has a bitmap that differs from its count of free blocks");
    for (int first = used.nextClearBit(0); first < clusters; ) {
      int next = used.nextSetBit(first);
      int end = next < 0 ? clusters : Math.min(next, clusters);
      long endBlock = Math.min((long) end * ratio, blocks);
      free.add(
          (start + (long) first * ratio) * superblock.blockSize(),
          (start + endBlock) * superblock.blockSize());
      first = used.nextClearBit(end);
    }
  }
}
