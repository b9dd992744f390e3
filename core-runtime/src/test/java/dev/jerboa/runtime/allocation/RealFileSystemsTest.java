package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Garbage in the free ranges changes nothing for the tools that check and read the rest. */
class RealFileSystemsTest {
  private static final long SEED = 20_251;
  private static final int RANDOM_LAYOUTS = 8;

  private static final List<String> EXT =
      List.of(
          "-t ext2 -b 1024",
          "-t ext2 -b 4096 -O ^sparse_super,^resize_inode",
          "-t ext3 -b 2048 -g 4096",
          "-t ext4 -b 4096",
          "-t ext4 -b 1024 -O ^64bit",
          "-t ext4 -b 1024 -O ^flex_bg",
          "-t ext4 -b 1024 -O meta_bg,^resize_inode -g 2048",
          "-t ext4 -b 1024 -O bigalloc -C 8192",
          "-t ext4 -b 4096 -O bigalloc,sparse_super2 -C 65536",
          "-t ext4 -b 1024 -O sparse_super2,^resize_inode,^flex_bg",
          "-t ext4 -b 2048 -O ^metadata_csum,uninit_bg -G 2",
          "-t ext4 -b 1024 -O quota,project,inline_data,casefold,mmp",
          "-t ext4 -b 1024 -O ^has_journal,ea_inode,large_dir,encrypt -N 256");
  private static final List<String> FAT =
      List.of(
          "-F 12 -s 32 -f 1", "-F 16 -s 4 -S 1024", "-F 32 -s 1", "-F 32 -s 1 -f 1", "-F 16 -s 8");

  @TempDir static Path tables;

  @TempDir Path folder;

  /** The tools that make tables wait for all disks, so that they run once only. */
  @BeforeAll
  static void makeTables() throws IOException, InterruptedException {
    for (TableKind table : EnumSet.allOf(TableKind.class)) {
      table.create(tables.resolve(table.name()));
    }
  }

  static Stream<Arguments> layouts() {
    Random random = new Random(SEED);
    List<String> layouts = new ArrayList<>(EXT);
    layouts.addAll(FAT);
    for (int index = 0; index < RANDOM_LAYOUTS; index++) {
      layouts.add(randomExt(random));
    }
    List<TableKind> tables = List.copyOf(EnumSet.allOf(TableKind.class));
    return IntStream.range(0, layouts.size())
        .mapToObj(index -> Arguments.of(layouts.get(index), tables.get(index % tables.size())));
  }

  private static String randomExt(Random random) {
    int block = 1024 << random.nextInt(3);
    StringBuilder options = new StringBuilder("-t ext4 -b " + block + " -O ^resize_inode");
    for (String feature :
        List.of("flex_bg", "64bit", "metadata_csum", "sparse_super2", "has_journal", "meta_bg")) {
      options.append(random.nextBoolean() ? "," : ",^").append(feature);
    }
    if (random.nextBoolean()) {
      options.append(" -g ").append(256 * random.nextInt(8, 17));
    } else if (random.nextBoolean()) {
      options.append(",bigalloc -C ").append(block << random.nextInt(1, 4));
    }
    return options.toString();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void garbageInFreeRangesChangesNothing(String options, TableKind table)
      throws IOException, InterruptedException {
    Random random = new Random(options.hashCode());
    Volume volume = Volume.of(options);
    Path file = folder.resolve("volume");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    volume.create(file, tree, FileTree.create(tree, random));
    Tools.Verdict before = volume.check(file);
    Map<String, String> files = readBack(volume, file, "before");
    assertFalse(files.isEmpty());

    Path image = folder.resolve("image");
    Range range = table.volume();
    Tools.Verdict tableBefore;
    try (Disk disk = Disk.create(image, Files.size(tables.resolve(table.name())))) {
      disk.put(0, tables.resolve(table.name()));
      disk.put(range.offset(), file);
      tableBefore = table.check(image);
      AllocationMap map = disk.map();
      Range window = Range.between(8 << 20, range.length() - (1 << 20));
      List<Range> found =
          map.free().stream()
              .map(free -> new Range(free.offset() - range.offset(), free.length()))
              .toList();
      assertFalse(found.isEmpty(), table + " " + map.notes());
      assertTrue(volume.isAllThatIsFree(file, found, window), table + " " + found);
      for (Range free : map.free()) {
        disk.fillWithGarbage(free, random);
      }
      disk.extract(range, file);
    }
    assertEquals(tableBefore, table.check(image));
    assertEquals(before, volume.check(file));
    assertEquals(files, readBack(volume, file, "after"));
  }

  private Map<String, String> readBack(Volume volume, Path file, String name)
      throws IOException, InterruptedException {
    Path target = Files.createDirectory(folder.resolve(name));
    volume.readBack(file, target);
    return FileTree.digests(target);
  }

  /** An image larger than memory has few ranges, and only its bitmaps are read. */
  @Test
  void twentyGibibytesAreReadQuickly() throws IOException, InterruptedException {
    Path file = folder.resolve("large");
    Tools.run("mke2fs -q -F -t ext4 -O ^has_journal", file, "20G");
    try (Disk disk = Disk.open(file)) {
      AllocationMap map = disk.map();
      long free = map.free().stream().mapToLong(Range::length).sum();
      assertTrue(free > 19L << 30, map.notes().toString());
      assertTrue(map.free().size() < 200, map.free().size() + " ranges");
    }
  }
}
