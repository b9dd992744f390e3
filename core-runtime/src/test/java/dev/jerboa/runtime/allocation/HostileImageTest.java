package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No bytes of an image make the reader fail, or make it find free what cannot be. */
class HostileImageTest {
  private static final long MIB = Disk.MIB;
  private static final Range EXT = new Range(MIB, 24 * MIB);
  private static final Range FAT = new Range(26 * MIB, 20 * MIB);
  private static final int ROUNDS = 400;
  private static final int HOT = 12 << 10;

  @TempDir Path folder;

  private record InMemory(ByteBuffer bytes, long size) implements ByteSource {
    InMemory(byte[] bytes, long size) {
      this(ByteBuffer.wrap(bytes), size);
    }

    @Override
    public int read(long position, ByteBuffer target) {
      if (position >= bytes.limit()) {
        return -1;
      }
      int count = (int) Math.min(target.remaining(), bytes.limit() - position);
      target.put(bytes.slice((int) position, count));
      return count;
    }
  }

  private byte[] image() throws IOException, InterruptedException {
    Path ext = folder.resolve("ext");
    Tools.run("mke2fs -q -F -t ext4 -b 1024 -O meta_bg,^resize_inode", ext, "24M");
    Path fat = folder.resolve("fat");
    Tools.run("mkfs.vfat -F 16 -C", fat, FAT.length() / 1024);
    Path file = folder.resolve("disk");
    try (Disk disk = Disk.create(file, 48 * MIB)) {
      disk.put(EXT.offset(), ext);
      disk.put(FAT.offset(), fat);
      disk.mbr(
          0,
          0,
          List.of(
              new Disk.MbrEntry(0x83, EXT.offset() / 512, EXT.length() / 512),
              new Disk.MbrEntry(0x0C, FAT.offset() / 512, FAT.length() / 512)));
    }
    return Files.readAllBytes(file);
  }

  @Test
  void damagedStructuresNeverMakeItFail() throws IOException, InterruptedException {
    byte[] image = image();
    Random random = new Random(7);
    int withFree = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int[] positions = random.ints(1 + round % 4, 0, 5).map(kind -> hot(kind, random)).toArray();
      byte[] sound = new byte[positions.length];
      for (int change = 0; change < positions.length; change++) {
        sound[change] = image[positions[change]];
        image[positions[change]] = (byte) random.nextInt();
      }
      withFree += check(image) ? 1 : 0;
      for (int change = positions.length - 1; change >= 0; change--) {
        image[positions[change]] = sound[change];
      }
    }
    assertTrue(withFree > ROUNDS / 4 && withFree < ROUNDS, withFree + " of " + ROUNDS);
  }

  /** Returns a position in a table of partitions, a superblock, descriptors or a boot sector. */
  private static int hot(int kind, Random random) {
    return switch (kind) {
      case 0 -> 446 + random.nextInt(66);
      case 1 -> (int) FAT.offset() + random.nextInt(64);
      case 2 -> (int) FAT.offset() + random.nextInt(HOT);
      case 3 -> (int) EXT.offset() + 1024 + random.nextInt(256);
      default -> (int) EXT.offset() + 1024 + random.nextInt(HOT);
    };
  }

  private static boolean check(byte[] bytes) throws IOException, InterruptedException {
    AllocationMap map = AllocationMap.read(new InMemory(bytes, bytes.length));
    long end = 8 * MIB;
    for (Range free : map.free()) {
      assertTrue(free.offset() >= end && free.length() >= MIB, map.free().toString());
      end = free.end() + 1;
    }
    assertTrue(end <= bytes.length - MIB + 1, map.free().toString());
    return !map.free().isEmpty();
  }

  @Test
  void noiseHasNothingFree() throws IOException, InterruptedException {
    Random random = new Random(8);
    for (int round = 0; round < 50; round++) {
      byte[] noise = new byte[random.nextInt(70_000)];
      random.nextBytes(noise);
      assertEquals(List.of(), AllocationMap.read(new InMemory(noise, noise.length)).free());
    }
  }

  @Test
  void aSourceThatEndsEarlyIsAnErrorOfTheSource() {
    assertThrows(
        EOFException.class, () -> AllocationMap.read(new InMemory(new byte[600], 700 * MIB)));
  }
}
