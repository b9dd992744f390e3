package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EdgesTest extends SoundDisk {
  @Test
  void bothEndsOfTheImageAndOfEachPartitionAreEdges() throws Exception {
    List<Range> edges = AllocationMap.edges(disk);
    for (Range whole : List.of(new Range(0, SIZE), ROOT, OTHER)) {
      assertTrue(edges.contains(new Range(whole.offset(), 8 * MIB)), edges::toString);
      assertTrue(edges.contains(new Range(whole.end() - MIB, MIB)), edges::toString);
    }
    assertEquals(6, edges.size());
  }

  @Test
  void aTableInDoubtMakesAllOfTheImageAnEdge() throws Exception {
    disk.write(512 + 24, DATA); // the header's own position
    disk.write(512 + 16, DATA); // its checksum
    assertEquals(List.of(new Range(0, SIZE)), AllocationMap.edges(disk));
  }
}
