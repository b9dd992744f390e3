package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.runtime.allocation.Range;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreeSpaceTest {
  private static final long MIB = 1 << 20;
  private static final long SIZE = 32 * MIB;

  /** An image of nothing but zeros, without partitions. */
  private record Zeroed() implements ByteSource {
    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public int read(long position, ByteBuffer target) {
      int count = (int) Math.min(target.remaining(), SIZE - position);
      target.put(new byte[count]);
      return count;
    }
  }

  @Test
  void whatIsDeclaredAtTheEdgesIsNotBelieved() throws Exception {
    FreeSpace declared = new FreeSpace(List.of(new Range(0, SIZE)), List.of("declared"));
    FreeSpace free = FreeSpace.unallocated(new Zeroed(), declared);
    assertTrue(free.covers(8 * MIB, 23 * MIB));
    assertFalse(free.covers(7 * MIB, MIB));
    assertFalse(free.covers(31 * MIB, MIB));
    assertEquals("declared", free.notes().getFirst());
  }

  @Test
  void rangesOfBothAreJoined() {
    FreeSpace one = new FreeSpace(List.of(new Range(0, 10), new Range(30, 10)), List.of("one"));
    FreeSpace both = one.and(new FreeSpace(List.of(new Range(5, 25)), List.of("two")));
    assertTrue(both.covers(0, 40));
    assertFalse(both.covers(0, 41));
    assertEquals(List.of("one", "two"), both.notes());
  }
}
