package dev.jerboa.runtime.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.SegmentDigest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final long MIB = 1 << 20;
  private static final String ANOTHER = digest(99);
  private static final Digests NOTHING = new Digests(DigestAlgorithm.SHA_512);

  private static List<Segment> segments(int count) {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      segments.add(segment(i * 4L, 4));
    }
    return segments;
  }

  private static Segment segment(long at, long length) {
    return new Segment(
        at * MIB, length * MIB, Segment.Kind.DATA, new SegmentDigest("", digest(at)));
  }

  private static String digest(long number) {
    return "%0128x".formatted(number);
  }

  private static Ledger ledger(boolean verify, List<Segment> segments, List<Segment> compared) {
    Ledger ledger = new Ledger(verify);
    ledger.add(segments, compared);
    return ledger;
  }

  private static Digests right(List<Segment> segments) {
    return digests(segments, segments.stream().map(segment -> segment.digest().sha512()).toList());
  }

  private static Digests digests(List<Segment> segments, List<String> found) {
    Digests digests = new Digests(DigestAlgorithm.SHA_512);
    for (int i = 0; i < segments.size(); i++) {
      digests.put(segments.get(i), found.get(i));
    }
    return digests;
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
    ledger.read(all, digests(all.subList(0, 2), List.of(digest(0), ANOTHER)));
    assertEquals(all.subList(1, 3), ledger.suspects());
    assertFalse(ledger.settled());
    ledger.suspects().forEach(ledger::proven);
    assertTrue(ledger.settled());
  }

  @Test
  void aDigestThatTheLineHasCutIsMissing() {
    List<Segment> all = segments(1);
    Digests cut = digests(all, List.of(digest(99).substring(64)));
    assertFalse(cut.know(all.getFirst()));
  }

  @Test
  void whatIsThereAlreadyIsNotWritten() throws InterruptedException {
    List<Segment> all = segments(4);
    Ledger ledger = ledger(true, all, all);
    ledger.read(all, right(all.subList(0, 3)));
    ledger.split(segment -> List.of(segment(12, 1), segment(13, 3)), NOTHING);
    ledger.read(List.of(segment(12, 1)), right(List.of(segment(12, 1))));
    ledger.read(List.of(segment(13, 3)), NOTHING);
    ledger.split(List::of, NOTHING);
    assertEquals(List.of(segment(13, 3)), ledger.writes(100 * MIB), "of the last only a piece");
    assertEquals(13 * MIB, ledger.unchangedBytes());
  }

  @Test
  void piecesThatAreKnownNeedNotBeReadAgain() throws InterruptedException {
    List<Segment> all = segments(2);
    List<Segment> pieces = List.of(segment(4, 1), segment(5, 1), segment(6, 1), segment(7, 1));
    Ledger ledger = ledger(true, all, all);
    Digests found = digests(pieces.subList(0, 3), List.of(digest(4), ANOTHER, digest(6)));
    found.put(all.get(0), digest(0));
    found.put(all.get(1), ANOTHER);
    ledger.read(all, found);
    ledger.split(_ -> pieces, found);
    assertEquals(pieces.subList(1, 2), ledger.writes(100 * MIB));
    assertEquals(pieces.subList(3, 4), ledger.reads(100 * MIB), "the line has lost this one");
    assertEquals(6 * MIB, ledger.unchangedBytes());
    assertEquals(3, ledger.provenCount());
    assertFalse(ledger.settled());
  }

  @Test
  void comparingIsGivenUpWhereNothingIsEqual() throws InterruptedException {
    List<Segment> all = segments(40);
    Ledger ledger = ledger(true, all, all);
    ledger.read(all.subList(0, 16), NOTHING);
    ledger.split(segment -> List.of(segment(segment.offset() / MIB, 1)), NOTHING);
    assertEquals(0, ledger.toCompare());
    assertEquals((16 + 24 * 4) * MIB, ledger.toWrite());
  }

  @Test
  void whatComesWhenComparingWasGivenUpIsWritten() {
    List<Segment> all = segments(40);
    Ledger ledger = ledger(true, all.subList(0, 16), all.subList(0, 16));
    ledger.read(all.subList(0, 16), NOTHING);
    ledger.add(all.subList(16, 40), all.subList(16, 40));
    assertEquals(24 * 4 * MIB, ledger.toWrite());
    assertEquals(40 * 4 * MIB, ledger.total());
  }
}
