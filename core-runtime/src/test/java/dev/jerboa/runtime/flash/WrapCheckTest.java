package dev.jerboa.runtime.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.api.flash.SegmentDigest;
import dev.jerboa.runtime.transfer.Extent;
import dev.jerboa.runtime.transfer.Ledger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrapCheckTest {
  private static final long MIB = 1 << 20;
  private static final SegmentDigest ANY = new SegmentDigest("", "");

  static IntStream seeds() {
    return IntStream.range(0, 1000);
  }

  private static List<Segment> randomSegments(Random random) {
    List<Segment> segments = new ArrayList<>();
    long at = 0;
    for (int i = random.nextInt(1, 40); i > 0; i--) {
      at += random.nextInt(3) * MIB; // what is free lies between
      long length = random.nextInt(1, 5) * MIB;
      Kind kind = random.nextInt(3) == 0 ? Kind.ZERO : Kind.DATA;
      segments.add(new Segment(at, length, kind, ANY));
      at += length;
    }
    return segments;
  }

  /** In order, as a first flash does, or in any; some not at all, and some twice. */
  private static List<Segment> randomWrites(Random random, List<Segment> segments) {
    List<Segment> writes = new ArrayList<>(segments);
    if (random.nextBoolean()) {
      Collections.shuffle(writes, random);
    }
    if (random.nextBoolean()) {
      writes.subList(0, random.nextInt(writes.size())).clear();
    }
    if (random.nextBoolean()) {
      writes.add(writes.get(random.nextInt(writes.size())));
    }
    return writes;
  }

  private static Ledger ledger(List<Segment> segments, List<Segment> writes) {
    Ledger ledger = new Ledger(true);
    ledger.add(segments, List.of());
    ledger.wrote(writes);
    return ledger;
  }

  /** What a medium of so many MiB holds in each, as the number of the MiB of the image, or 0. */
  private static final class Memory {
    private final int[] content;
    private boolean possible = true;

    Memory(int size) {
      content = new int[size];
      Arrays.fill(content, -1);
    }

    void compared(int place, int value) {
      possible &= content[place % content.length] == -1 || holds(place, value);
      write(place, value);
    }

    void write(int place, int value) {
      content[place % content.length] = value;
    }

    /** A segment is read back after it was written, and can be wrong only later. */
    void written(Segment segment) {
      visit(segment, this::write);
      possible &= isRight(List.of(segment), this);
    }

    boolean holds(int place, int value) {
      return content[place % content.length] == value;
    }
  }

  private interface Visitor {
    void visit(int place, int value);
  }

  private static void visit(Segment segment, Visitor visitor) {
    for (long at = segment.offset(); at < segment.end(); at += MIB) {
      int place = (int) (at / MIB);
      visitor.visit(place, segment.kind() == Kind.DATA ? place + 1 : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverTheSizeOneOfThePlacesIsWrong(int seed) {
    Random random = new Random(seed);
    List<Segment> segments = randomSegments(random);
    List<Segment> writes = randomWrites(random, segments);
    List<Extent> places = new WrapCheck(ledger(segments, writes)).places();
    for (int size = 1; size < segments.getLast().end() / MIB + 2; size++) {
      Memory memory = new Memory(size);
      segments.stream()
          .filter(segment -> !writes.contains(segment))
          .forEach(segment -> visit(segment, memory::compared));
      writes.forEach(segment -> memory.written(segment));
      boolean shown = places.size() < WrapCheck.MOST_PLACES || Integer.bitCount(size) == 1;
      if (memory.possible && shown) {
        assertEquals(
            isRight(segments, memory),
            isRightAt(places, memory),
            "seed %d, size %d, %s, %s".formatted(seed, size, segments, writes));
      }
    }
  }

  private static boolean isRight(List<Segment> segments, Memory memory) {
    boolean[] right = {true};
    segments.forEach(s -> visit(s, (place, value) -> right[0] &= memory.holds(place, value)));
    return right[0];
  }

  private static boolean isRightAt(List<Extent> places, Memory memory) {
    return isRight(
        places.stream().map(p -> new Segment(p.offset(), p.length(), p.kind(), ANY)).toList(),
        memory);
  }

  @Test
  void aLargeImageTakesNoMorePlaces() {
    Random random = new Random(1);
    List<Segment> segments =
        IntStream.range(0, 100_000)
            .filter(place -> place < 100 || random.nextBoolean())
            .mapToObj(place -> new Segment(place * MIB, MIB, Kind.DATA, ANY))
            .toList();
    List<Extent> places = new WrapCheck(ledger(segments, segments)).places();
    assertTrue(places.size() > 0 && places.size() <= WrapCheck.MOST_PLACES, places::toString);
  }

  /** The usual disk: data, much that is free, and the backup of the partition table. */
  @Test
  void whatTableAndBackupOverwriteIsFoundForPowersOfTwo() {
    List<Segment> segments =
        IntStream.range(0, 2048)
            .filter(place -> place < 700 || place == 1300 || place == 2047)
            .mapToObj(place -> new Segment(place * MIB, MIB, Kind.DATA, ANY))
            .toList();
    List<Extent> places = new WrapCheck(ledger(segments, segments)).places();
    for (int size = 1; size < 2048; size *= 2) {
      Memory memory = new Memory(size);
      segments.forEach(segment -> visit(segment, memory::write));
      assertEquals(isRight(segments, memory), isRightAt(places, memory), "size " + size);
    }
  }

  @Test
  void nothingIsReadAgainWhereNothingWasWritten() {
    List<Segment> segments = randomSegments(new Random(2));
    assertEquals(List.of(), new WrapCheck(ledger(segments, List.of())).places());
  }
}
