package dev.jerboa.runtime.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long MIB = 1 << 20;

  private static List<Segment> segments(int count) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(segment(i * 4L, 4));
    }
    return segments;
  }

  private static Segment segment(long at, long length) {
    return new Segment(at * MIB, length * MIB, Segment.Kind.DATA, "digest of " + at);
  }

  private static Ledger ledger(boolean verify, List<Segment> segments, List<Segment> compared) {
    Ledger ledger = new Ledger(verify);
    ledger.add(segments, compared);
    return ledger;
  }

  private static Map<Segment, String> right(List<Segment> segments) {
    return segments.stream().collect(Collectors.toMap(s -> s, Segment::sha256));
  }

  @Test
  void whatWasWrittenIsSettledOnlyWhenItWasReadBack() {
    List<Segment> all = segments(3);
    Ledger ledger = ledger(true, all, List.of());
    assertEquals(12 * MIB, ledger.toWrite());
    assertEquals(List.of(), ledger.reads(MIB), "nothing is read before it is written");
    ledger.wrote(ledger.writes(8 * MIB));
    assertEquals(all.subList(2, 3), ledger.writes(8 * MIB));
    ledger.wrote(all.subList(2, 3));
    assertTrue(ledger.allWritten());
    assertFalse(ledger.settled());
    ledger.read(all, right(all));
    assertTrue(ledger.settled());
    assertEquals(3, ledger.provenCount());
    assertEquals(12 * MIB, ledger.writtenBytes());
  }

  @Test
  void withoutVerifyingWrittenIsEnough() {
    Ledger ledger = ledger(false, segments(2), List.of());
    ledger.wrote(segments(2));
    assertTrue(ledger.settled());
    assertEquals(0, ledger.provenCount());
  }

  @Test
  void aDigestThatIsWrongOrMissingMakesASuspect() {
    List<Segment> all = segments(3);
    Ledger ledger = ledger(true, all, List.of());
    ledger.wrote(all);
    ledger.read(all, Map.of(all.get(0), all.get(0).sha256(), all.get(1), "another"));
    assertEquals(all.subList(1, 3), ledger.suspects());
    assertFalse(ledger.settled());
    ledger.suspects().forEach(ledger::proven);
    assertTrue(ledger.settled());
  }

  @Test
  void whatIsThereAlreadyIsNotWritten() throws InterruptedException {
    List<Segment> all = segments(4);
    Ledger ledger = ledger(true, all, all);
    ledger.read(all, right(all.subList(0, 3)));
    ledger.split(segment -> List.of(segment(12, 1), segment(13, 3)));
    ledger.read(List.of(segment(12, 1)), Map.of(segment(12, 1), "digest of 12"));
    ledger.read(List.of(segment(13, 3)), Map.of());
    ledger.split(List::of);
    assertEquals(List.of(segment(13, 3)), ledger.writes(100 * MIB), "of the last only a piece");
    assertEquals(13 * MIB, ledger.unchangedBytes());
  }

  @Test
  void comparingIsGivenUpWhereNothingIsEqual() throws InterruptedException {
    List<Segment> all = segments(40);
    Ledger ledger = ledger(true, all, all);
    ledger.read(all.subList(0, 16), Map.of());
    ledger.split(segment -> List.of(segment(segment.offset() / MIB, 1)));
    assertEquals(0, ledger.toCompare());
    assertEquals((16 + 24 * 4) * MIB, ledger.toWrite());
  }

  @Test
  void whatComesWhenComparingWasGivenUpIsWritten() {
    List<Segment> all = segments(40);
    Ledger ledger = ledger(true, all.subList(0, 16), all.subList(0, 16));
    ledger.read(all.subList(0, 16), Map.of());
    ledger.add(all.subList(16, 40), all.subList(16, 40));
    assertEquals(24 * 4 * MIB, ledger.toWrite());
    assertEquals(40 * 4 * MIB, ledger.total());
  }
}
