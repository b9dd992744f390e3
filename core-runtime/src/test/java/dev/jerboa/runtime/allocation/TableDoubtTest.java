package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An image whose partitions leave a doubt is not skipped; each is sound but for one thing. */
class TableDoubtTest extends SoundDisk {
  @Test
  void aSoundImageHasFreeRangesAndSaysSo() throws IOException, InterruptedException {
    assertTrue(freeIn(ROOT) > ROOT.length() / 2);
    assertTrue(freeIn(OTHER) > OTHER.length() / 2);
    List<String> notes = disk.map().notes();
    assertTrue(
        notes.getFirst().matches("partition 1 \\(a\\): ext4, \\d+ MiB of 64 MiB free"),
        notes.toString());
    assertTrue(notes.getLast().contains("FAT16"), notes.toString());
  }

  @Test
  void edgesOfPartitionsAndGapsAreNeverFree() throws IOException, InterruptedException {
    for (Range free : disk.map().free()) {
      Range home = free.offset() < OTHER.offset() ? ROOT : OTHER;
      assertTrue(free.offset() >= home.offset() + 8 * MIB, free.toString());
      assertTrue(free.end() <= home.end() - MIB, free.toString());
    }
  }

  @Test
  void overlappingPartitionsAreNotSkipped() throws IOException, InterruptedException {
    Range inRoot = new Range(ROOT.end() - MIB, MIB);
    disk.gpt(512, List.of(ROOT, inRoot, OTHER), Disk.LINUX);
    assertOnlyOtherIsFree("overlaps");
  }

  @ParameterizedTest
  @CsvSource({"0, verity\0\0", "0, AVB0", "-64, AVBf"})
  void aSignOfVerityInAnyPartitionKeepsTheWholeImage(int offset, String sign)
      throws IOException, InterruptedException {
    Range verity = new Range(116 * MIB, 2 * MIB);
    disk.gpt(512, List.of(ROOT, OTHER, verity), Disk.LINUX);
    assertNotEquals(0, freeIn(ROOT));
    disk.write((offset < 0 ? verity.end() : verity.offset()) + offset, sign);
    assertNothingIsFree("dm-verity data found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"df3300ce-d69f-4c92-978c-9bfb0f38d820", "8f1056be-9b05-47c4-81d6-be53128e5b54"})
  void aPartitionTypeForVerityDataKeepsTheWholeImage(UUID type)
      throws IOException, InterruptedException {
    disk.gpt(512, List.of(ROOT, OTHER), type);
    assertNothingIsFree("dm-verity data found");
  }

  @ParameterizedTest
  @ValueSource(longs = {70 * Disk.MIB, 116 * Disk.MIB})
  void asMuchUnknownDataAsAHashTreeHasKeepsAFileSystem(long position)
      throws IOException, InterruptedException {
    disk.gpt(512, List.of(ROOT, OTHER, new Range(116 * MIB, 2 * MIB)), Disk.LINUX);
    long tree = ROOT.length() / 128 / 4096;
    for (long block = 0; block < tree - 1; block++) {
      disk.write(position + block * 4096 + 17, DATA);
    }
    assertNotEquals(0, freeIn(ROOT));
    assertEquals(0, freeIn(OTHER), "half as large, so half a tree is enough");
    disk.write(position + (tree - 1) * 4096, DATA);
    assertNothingIsFree("hash tree");
  }

  @Test
  void aDamagedGptKeepsTheWholeImage() throws IOException, InterruptedException {
    disk.write(512 + 60, DATA);
    assertNothingIsFree("GPT is damaged");
    disk.gpt(512, List.of(ROOT, OTHER), Disk.LINUX);
    int attributes = 48;
    disk.write(2 * 512 + attributes, DATA);
    assertNothingIsFree("GPT is damaged");
    disk.write(512, new byte[8]);
    assertNothingIsFree("GPT is missing");
  }

  @Test
  void twoPartitionTablesKeepTheWholeImage() throws IOException, InterruptedException {
    disk.write(4096, "EFI PART");
    assertNothingIsFree("two partition tables");
  }

  @Test
  void anImageThatIsAlsoReadAsAWholeIsNotSkipped() throws IOException, InterruptedException {
    disk.write(0x8001, "CD001");
    assertNothingIsFree("ISO 9660");
    disk.put(0, fat);
    disk.mbr(0, 0x80, List.of(new Disk.MbrEntry(0x83, OTHER.offset() / 512, 65_536)));
    disk.write(0x8001, new byte[5]);
    assertNothingIsFree("FAT");
  }

  @Test
  void anMbrBesidesAGptCounts() throws IOException, InterruptedException {
    disk.mbr(
        0,
        0,
        List.of(
            new Disk.MbrEntry(0xEE, 1, 2048),
            new Disk.MbrEntry(0x83, OTHER.offset() / 512, OTHER.length() / 512),
            new Disk.MbrEntry(0x83, ROOT.offset() / 512 + 2048, 4096)));
    assertOnlyOtherIsFree("overlaps");
  }

  @Test
  void aPartitionThatEndsBehindTheImageKeepsTheWholeImage()
      throws IOException, InterruptedException {
    disk.write(512, new byte[512]);
    disk.mbr(
        0,
        0,
        List.of(
            new Disk.MbrEntry(0x83, ROOT.offset() / 512, ROOT.length() / 512),
            new Disk.MbrEntry(0x83, OTHER.offset() / 512, OTHER.length() / 512)));
    assertNotEquals(0, freeIn(ROOT));
    disk.mbr(
        0,
        0,
        List.of(
            new Disk.MbrEntry(0x83, ROOT.offset() / 512, ROOT.length() / 512),
            new Disk.MbrEntry(0x83, OTHER.offset() / 512, SIZE / 512)));
    assertNothingIsFree("partition 2 ends behind the image");
  }

  @Test
  void aChainOfLogicalPartitionsMustEnd() throws IOException, InterruptedException {
    disk.write(512, new byte[512]);
    long first = 70 * MIB / 512;
    disk.mbr(0, 0, List.of(new Disk.MbrEntry(5, first, 8192)));
    disk.mbr(
        first * 512, 0, List.of(new Disk.MbrEntry(0x83, 64, 64), new Disk.MbrEntry(5, 0, 8192)));
    assertNothingIsFree("logical partitions are damaged");
  }

  @Test
  void namesCannotDisturbATerminal() throws IOException, InterruptedException {
    String name = "\u001b[2J";
    disk.close();
    disk = Disk.create(folder.resolve("disk"), SIZE);
    Tools.run("sgdisk -n 1:8192:+8M", folder.resolve("disk"), "-c", "1:" + name);
    String notes = disk.map().notes().toString();
    assertTrue(notes.chars().noneMatch(Character::isISOControl), notes);
    assertTrue(notes.getBytes(StandardCharsets.UTF_8).length < 200, notes);
  }
}
