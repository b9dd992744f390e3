package dev.jerboa.runtime.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PartFileTest {
  @Tag("F1")
  @Test
  void aFullDiskEndsItWhenNothingMoreGivesWay() throws IOException {
    Queue<Integer> entries = new ArrayDeque<>(List.of(3, 2, 1));
    try (PartFile part = new PartFile(Path.of("/dev/full"), e -> entries.remove() > 1)) {
      ByteBuffer bytes = ByteBuffer.wrap(new byte[3]);
      assertThrows(PartFile.DiskException.class, () -> part.append(bytes));
      assertEquals(0, part.size());
      assertTrue(entries.isEmpty(), entries::toString);
    }
  }
}
