package dev.jerboa.drivers.tftp;

import static dev.jerboa.drivers.tftp.Window.Receipt.ADVANCED;
import static dev.jerboa.drivers.tftp.Window.Receipt.REPEATED;
import static dev.jerboa.drivers.tftp.Window.Receipt.STALE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static Window plain(long size) {
    return new Window(new Options(512, 1, Map.of()), size);
  }

  private static Window wide(long size, int width) {
    return new Window(new Options(512, width, Map.of("windowsize", "" + width)), size);
  }

  private static List<Long> take(Window window) {
    List<Long> taken = new ArrayList<>();
    while (window.open()) {
      taken.add(window.take());
    }
    return taken;
  }

  @Test
  @Tag("T6")
  void aFileOfFullBlocksEndsWithAnEmptyOne() {
    Window window = plain(1024);
    for (int block = 1; block <= 3; block++) {
      assertEquals(List.of((long) block), take(window));
      assertEquals(block == 3 ? 0 : 512, window.length(block));
      assertEquals(ADVANCED, window.acknowledge(block));
    }
    assertTrue(window.done());
    assertEquals(1024, window.acknowledgedBytes());
  }

  @Test
  @Tag("T6")
  void anEmptyFileIsOneEmptyBlock() {
    Window window = plain(0);
    assertEquals(List.of(1L), take(window));
    assertEquals(0, window.length(1));
    assertEquals(ADVANCED, window.acknowledge(1));
    assertTrue(window.done());
  }

  @Test
  void nothingFollowsTheOptionReplyBeforeItIsAcknowledged() {
    Window window = wide(10_000, 4);
    assertEquals(List.of(0L), take(window));
    assertEquals(ADVANCED, window.acknowledge(0));
    assertEquals(List.of(1L, 2L, 3L, 4L), take(window));
  }

  @Test
  @Tag("W-T6")
  void aRepeatedReceiptOpensNothing() {
    Window window = plain(5000);
    take(window);
    window.acknowledge(1);
    take(window);
    for (int i = 0; i < 5; i++) {
      assertEquals(REPEATED, window.acknowledge(1));
      assertFalse(window.open());
    }
  }

  @Test
  @Tag("T8")
  void aReceiptForTheMiddleSendsTheRestAgainAndOnlyOnce() {
    Window window = wide(50_000, 8);
    take(window);
    window.acknowledge(0);
    take(window);
    assertEquals(ADVANCED, window.acknowledge(3));
    assertEquals(List.of(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L), take(window));
    assertEquals(REPEATED, window.acknowledge(3));
    assertEquals(List.of(), take(window));
  }

  @Test
  void aReceiptForWhatWasNotSentIsStale() {
    Window window = plain(5000);
    take(window);
    assertEquals(STALE, window.acknowledge(2));
    assertEquals(STALE, window.acknowledge(60_000));
    assertEquals(ADVANCED, window.acknowledge(1));
    take(window);
    assertEquals(STALE, window.acknowledge(0));
  }

  @Test
  @Tag("T6")
  @Tag("W-T15")
  void numbersGoOnAfter65535() {
    Window window = wide(512L * 200_000, 16);
    take(window);
    window.acknowledge(0);
    long acknowledged = 0;
    while (!window.done()) {
      List<Long> blocks = take(window);
      assertEquals(acknowledged + 1, blocks.getFirst());
      acknowledged = blocks.getLast();
      assertEquals(ADVANCED, window.acknowledge((int) (acknowledged & 0xFFFF)));
    }
    assertEquals(200_001, acknowledged);
  }

  @Test
  @Tag("T6")
  void positionsNeed64Bits() {
    Window window = plain(6L << 30);
    assertEquals(5L << 30, window.position((5L << 30) / 512 + 1));
  }
}
