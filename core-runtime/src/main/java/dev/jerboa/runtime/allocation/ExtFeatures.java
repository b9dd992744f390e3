package dev.jerboa.runtime.allocation;

import java.nio.ByteBuffer;

/**
 * The features of an ext file system, all of which are known not to change what the bitmaps mean,
 * or are followed here. The bits are those of the kernel's {@code fs/ext4/ext4.h}.
 */
record ExtFeatures(int compatible, int incompatible, int readOnly) {
  private static final int HAS_JOURNAL = 0x4;
  private static final int SPARSE_SUPER2 = 0x200;
  // dir_prealloc, imagic_inodes, ext_attr, resize_inode, dir_index, fast_commit, stable_inodes,
  // orphan_file
  private static final int COMPATIBLE =
      HAS_JOURNAL | SPARSE_SUPER2 | 0x1 | 0x2 | 0x8 | 0x10 | 0x20 | 0x400 | 0x800 | 0x1000;

  private static final int NEEDS_RECOVERY = 0x4;
  private static final int META_BG = 0x10;
  private static final int EXTENTS = 0x40;
  private static final int WIDE = 0x80;
  // filetype, mmp, flex_bg, ea_inode, metadata_csum_seed, large_dir, inline_data, encrypt, casefold
  private static final int INCOMPATIBLE =
      META_BG | EXTENTS | WIDE | 0x2 | 0x100 | 0x200 | 0x400 | 0x2000 | 0x4000 | 0x8000 | 0x30000;

  private static final int SPARSE_SUPER = 0x1;
  private static final int GROUP_CHECKSUMS = 0x10;
  private static final int BIGALLOC = 0x200;
  private static final int METADATA_CHECKSUMS = 0x400;
  // large_file, huge_file, dir_nlink, extra_isize, quota, read-only, project, verity
  private static final int READ_ONLY =
      SPARSE_SUPER
          | GROUP_CHECKSUMS
          | BIGALLOC
          | METADATA_CHECKSUMS
          | 0x2
          | 0x8
          | 0x20
          | 0x40
          | 0x100
          | 0x1000
          | 0x2000
          | 0x8000;

  static ExtFeatures of(ByteBuffer superblock) throws DoubtException {
    ExtFeatures features =
        new ExtFeatures(superblock.getInt(92), superblock.getInt(96), superblock.getInt(100));
    DoubtException.unless(
        (features.incompatible & NEEDS_RECOVERY) == 0,
        "holds an ext file system whose journal must be replayed");
    DoubtException.unless(
        (features.compatible & ~COMPATIBLE) == 0
            && (features.incompatible & ~INCOMPATIBLE) == 0
            && (features.readOnly & ~READ_ONLY) == 0,
        "holds an ext file system with unknown features");
    int journalInode = superblock.getInt(224);
    int journalDevice = superblock.getInt(228);
    DoubtException.unless(
        journalDevice == 0 && features.hasJournal() == (journalInode != 0),
        "holds an ext file system whose journal is elsewhere");
    return features;
  }

  String type() {
    if ((incompatible & (EXTENTS | WIDE)) != 0 || hasGroupChecksums() || hasClusters()) {
      return "ext4";
    }
    return hasJournal() ? "ext3" : "ext2";
  }

  private boolean hasJournal() {
    return (compatible & HAS_JOURNAL) != 0;
  }

  boolean hasTwoBackups() {
    return (compatible & SPARSE_SUPER2) != 0;
  }

  boolean hasMetaGroups() {
    return (incompatible & META_BG) != 0;
  }

  boolean wide() {
    return (incompatible & WIDE) != 0;
  }

  boolean isSparse() {
    return (readOnly & SPARSE_SUPER) != 0;
  }

  boolean hasGroupChecksums() {
    return (readOnly & (GROUP_CHECKSUMS | METADATA_CHECKSUMS)) != 0;
  }

  boolean hasClusters() {
    return (readOnly & BIGALLOC) != 0;
  }
}
