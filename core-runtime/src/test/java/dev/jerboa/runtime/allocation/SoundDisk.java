package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An image with two file systems where nothing is in doubt; a test adds the doubt. */
abstract class SoundDisk {
  static final long MIB = Disk.MIB;
  static final Range ROOT = new Range(4 * MIB, 64 * MIB);
  static final Range OTHER = new Range(80 * MIB, 32 * MIB);
  static final long SIZE = 128 * MIB;
  static final byte[] DATA = {1};

  @TempDir static Path folder;

  static Path ext;
  static Path fat;

  Disk disk;

  @BeforeAll
  static void makeFileSystems() throws IOException, InterruptedException {
    ext = folder.resolve("ext");
    Tools.run("mke2fs -q -F -t ext4 -b 4096", ext, ROOT.length() / MIB + "M");
    fat = folder.resolve("fat");
    Tools.run("mkfs.vfat -F 16 -C", fat, OTHER.length() / 1024);
  }

  /** Makes a sound image with an ext4 and a FAT16 file system. */
  @BeforeEach
  void makeDisk() throws IOException {
    disk = Disk.create(folder.resolve("disk"), SIZE);
    disk.gpt(512, List.of(ROOT, OTHER), Disk.LINUX);
    disk.put(ROOT.offset(), ext);
    disk.put(OTHER.offset(), fat);
  }

  @AfterEach
  void close() throws IOException {
    disk.close();
  }

  long freeIn(Range range) throws IOException, InterruptedException {
    return disk.map().free().stream()
        .mapToLong(
            free ->
                Math.max(
                    0, Math.min(free.end(), range.end()) - Math.max(free.offset(), range.offset())))
        .sum();
  }

  void assertNothingIsFree(String reason) throws IOException, InterruptedException {
    AllocationMap map = disk.map();
    assertEquals(List.of(), map.free());
    assertTrue(map.notes().toString().contains(reason), map.notes().toString());
  }

  void assertOnlyOtherIsFree(String reason) throws IOException, InterruptedException {
    assertEquals(0, freeIn(ROOT));
    assertNotEquals(0, freeIn(OTHER));
    String note = disk.map().notes().getFirst();
    assertTrue(note.contains(reason), note);
  }
}
