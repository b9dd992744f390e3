package dev.jerboa.runtime.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.DigestAlgorithm;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.SegmentDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteStreamsTest {
  private static final long MIB = 1 << 20;

  private static WriteStreams streams(int writers) {
    return new WriteStreams(
        new BoardTools(true, true, true, DigestAlgorithm.SHA_256, 2, writers, Optional.empty()));
  }

  private static List<Segment> segments(long mib) {
    List<Segment> segments = new ArrayList<>();
    for (long at = 0; at < mib; at += 4) {
      segments.add(
          new Segment(at * MIB, 4 * MIB, Segment.Kind.DATA, new SegmentDigest("" + at, "")));
    }
    return segments;
  }

  /** Writes one share after the other, and returns how many streams each had. */
  private static List<Integer> shares(WriteStreams streams, long secondsOfOne, long secondsOfTwo) {
    List<Integer> counts = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      List<List<Segment>> share = streams.share(segments(64));
      counts.add(share.size());
      streams.wrote(share, Duration.ofSeconds(share.size() == 1 ? secondsOfOne : secondsOfTwo));
    }
    return counts;
  }

  @Test
  void whateverIsFasterGoesOn() {
    assertEquals(List.of(1, 2, 2, 2, 2, 2), shares(streams(2), 4, 3));
    assertEquals(List.of(1, 2, 1, 1, 1, 1), shares(streams(2), 4, 4));
    assertEquals(List.of(1, 2, 1, 1, 1, 1), shares(streams(2), 4, 40));
  }

  @Test
  void aBoardWithLittleMemoryHasOneStream() {
    assertEquals(List.of(1, 1, 1, 1, 1, 1), shares(streams(1), 4, 3));
  }

  @Test
  void littleDataSaysNothingOfTheDevice() {
    WriteStreams streams = streams(2);
    List<List<Segment>> little = streams.share(segments(16));
    assertEquals(List.of(segments(16)), little);
    streams.wrote(little, Duration.ofSeconds(1));
    assertEquals(1, streams.share(segments(64)).size());
  }

  @Test
  void eachSegmentIsInOneStream() {
    WriteStreams streams = streams(2);
    streams.wrote(streams.share(segments(64)), Duration.ofSeconds(4));
    List<List<Segment>> share = streams.share(segments(56));
    assertEquals(List.of(0L, 4L, 8L, 12L, 32L, 36L, 40L, 44L), places(share.getFirst()));
    assertEquals(
        segments(56),
        share.stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(Segment::offset))
            .toList());
  }

  private static List<Long> places(List<Segment> segments) {
    return segments.stream().map(segment -> segment.offset() / MIB).toList();
  }
}
