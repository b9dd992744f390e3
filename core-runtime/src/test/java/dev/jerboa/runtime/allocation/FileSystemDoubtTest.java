package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file system in doubt is not skipped; each image is sound but for one thing. */
class FileSystemDoubtTest extends SoundDisk {
  private static final int SUPERBLOCK = 1024;

  @ParameterizedTest
  @CsvSource({
    "58, 00, not unmounted cleanly",
    "58, 03, not unmounted cleanly",
    "58, 05, not unmounted cleanly",
    "232, 0c000000, not unmounted cleanly",
    "76, 00000000, old revision",
    "96, c6020000, journal must be replayed",
    "96, c2120000, unknown features",
    "99, 80, unknown features",
    "101, 44, unknown features",
    "103, 01, unknown features",
    "95, 01, unknown features",
    "228, 01, journal is elsewhere",
    "224, 00, journal is elsewhere",
    "24, 07, impossible values",
    "32, 07, impossible values",
    "40, 00000000, impossible values",
    "88, 81, impossible values",
    "254, 41, impossible values",
    "4, 01400000, larger than it"
  })
  void anExtFileSystemThatIsNotUnderstoodIsNotSkipped(int offset, String bytes, String reason)
      throws IOException, InterruptedException {
    disk.write(ROOT.offset() + SUPERBLOCK + offset, HexFormat.of().parseHex(bytes));
    assertOnlyOtherIsFree(reason);
  }

  @Test
  void aBitmapThatDiffersFromItsCountIsNotTrusted() throws IOException, InterruptedException {
    int freeBlocks = 4096 + 12;
    disk.write(ROOT.offset() + freeBlocks, DATA);
    assertOnlyOtherIsFree("bitmap that differs");
  }

  @Test
  void structuresOutsideOfAnExtFileSystemAreNotTrusted() throws IOException, InterruptedException {
    disk.write(ROOT.offset() + 4096 + 3, new byte[] {0x7F});
    assertOnlyOtherIsFree("structures outside of it");
  }

  @Test
  void aFatThatWasNotUnmountedCleanlyIsNotSkipped() throws IOException, InterruptedException {
    disk.write(OTHER.offset() + 37, DATA);
    assertEquals(0, freeIn(OTHER));
    assertNotEquals(0, freeIn(ROOT));
  }

  @Test
  void clustersMarkedBadAreNotFreeAndTablesMustBeEqual() throws IOException, InterruptedException {
    long reserved = Byte.toUnsignedLong(disk.bytes(OTHER.offset() + 14, 1)[0]) * 512;
    byte[] sectors = disk.bytes(OTHER.offset() + 22, 2);
    long table = (Byte.toUnsignedLong(sectors[0]) | Byte.toUnsignedLong(sectors[1]) << 8) * 512;
    long entry = OTHER.offset() + reserved + 2 * 8000;
    byte[] bad = {(byte) 0xF7, (byte) 0xFF};
    long before = freeIn(OTHER);
    disk.write(entry, bad);
    assertEquals(0, freeIn(OTHER));
    disk.write(entry + table, bad);
    assertEquals(before - 2048, freeIn(OTHER));
  }

  @ParameterizedTest
  @CsvSource({
    "LUKS, 0, 4c554b53babe",
    "LVM, 512, 4c4142454c4f4e45",
    "RAID, 0, fc4e2ba9",
    "RAID, 4096, fc4e2ba9",
    "XFS, 0, 58465342"
  })
  void aMemberOfAnotherStackIsUnknown(String name, int offset, String magic)
      throws IOException, InterruptedException {
    disk.write(ROOT.offset() + offset, HexFormat.of().parseHex(magic));
    assertOnlyOtherIsFree(name);
  }

  @Test
  void aPartitionWithDataBehindItsFileSystemIsNotSkipped()
      throws IOException, InterruptedException {
    Range longer = new Range(ROOT.offset(), ROOT.length() + 4 * MIB);
    disk.gpt(512, List.of(longer, OTHER), Disk.LINUX);
    assertNotEquals(0, freeIn(ROOT));
    assertEquals(0, freeIn(Range.between(ROOT.end(), longer.end())));
    disk.write(longer.end() - 1, DATA);
    assertOnlyOtherIsFree("data behind its ext4 file system");
  }
}
