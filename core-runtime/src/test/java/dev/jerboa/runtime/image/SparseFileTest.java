package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseFileTest {
  @TempDir Path folder;

  @Test
  void anyMixOfZerosAndDataReadsBackTheSame() throws IOException {
    Random random = new Random(31);
    for (int round = 0; round < 50; round++) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      Path path = folder.resolve("f" + round);
      try (SparseFile file = new SparseFile(path, e -> false)) {
        for (int part = 0; part < 6; part++) {
          byte[] bytes = new byte[random.nextInt(1, 300_000)];
          if (random.nextBoolean()) {
            Arrays.fill(bytes, random.nextInt(bytes.length), bytes.length, (byte) 7);
          }
          file.write(bytes, bytes.length);
          all.writeBytes(bytes);
        }
        file.finish();
      }
      assertArrayEquals(all.toByteArray(), Files.readAllBytes(path));
    }
  }

  @Tag("F1")
  @Test
  void aFullDiskIsSaidWhenNothingMoreGivesWay() {
    byte[] bytes = {1, 2, 3};
    Queue<Integer> entries = new ArrayDeque<>(List.of(3, 2, 1));
    try (SparseFile file = new SparseFile(Path.of("/dev/full"), e -> entries.remove() > 1)) {
      JerboaException e = assertThrows(JerboaException.class, () -> file.write(bytes, 3));
      assertEquals("fetch.disk-full", e.code());
      assertTrue(e.getMessage().contains("3 bytes more"), e.getMessage());
      assertTrue(entries.isEmpty(), entries::toString);
    }
  }
}
