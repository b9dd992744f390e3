package dev.jerboa.runtime.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.console.LineSession;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EchoedLineTest {
  private static final String LINE = "dd if=/dev/zero of=/dev/mmcblk0 bs=512 seek=2048 count=88";

  /** A board that only echoes. */
  private static class Echo extends FakeTerminal {
    @Override
    void run(String text) {
      show("# ");
    }
  }

  private static void enter(FakeTerminal board, String line) throws InterruptedException {
    board.start();
    try (board;
        LineSession session = board.link.session()) {
      new EchoedLine(session, SignsOfTrouble.inLinux()).enter(line, Deadline.seconds(60));
      board.awaitLine();
    }
  }

  private static void assertEntered(FakeTerminal board) throws InterruptedException {
    enter(board, LINE);
    assertEquals(List.of(LINE + " "), board.entered);
  }

  @Test
  void aLineArrivesWhole() throws Exception {
    assertEntered(new Echo());
  }

  @Test
  @Tag("S4")
  @Tag("S5")
  @Tag("S6")
  void aDamagedLineIsNeverEntered() throws Exception {
    AtomicInteger done = new AtomicInteger();
    AtOnce.run(100, 1000, seed -> damaged(seed, done));
    System.out.println("lines delivered at 3 x 1 per mille each way: " + done + " of 1000");
    assertTrue(done.get() >= 990, done + " of 1000");
  }

  private static Callable<Void> damaged(int seed, AtomicInteger done) {
    return () -> {
      Echo board = new Echo();
      board.toBoard = new Noise(seed, 0.001);
      board.toHost = new Noise(seed + 10_000, 0.001);
      board.start();
      try (board;
          LineSession session = board.link.session()) {
        new EchoedLine(session, List.of()).type(LINE + " ", Deadline.seconds(60));
        // Enter goes over a line without noise, so that all that is entered was approved.
        board.toBoard = Noise.none();
        session.send("\r");
        board.awaitLine();
        assertEquals(LINE, board.entered.getFirst().stripTrailing(), "seed " + seed);
        done.incrementAndGet();
      } catch (JerboaException e) {
        assertEquals("console.garbled", e.code());
      }
      return null;
    };
  }

  @Test
  @Tag("S5")
  void eachDoubledCharacterIsNoticed() throws Exception {
    AtOnce.run(20, LINE.length(), EchoedLineTest::doubled);
  }

  private static Callable<Void> doubled(int victim) {
    AtomicInteger seen = new AtomicInteger();
    Echo board =
        new Echo() {
          @Override
          String received(String burst) {
            int i = victim - seen.getAndAdd(burst.length());
            return i >= 0 && i < burst.length()
                ? burst.substring(0, i + 1) + burst.substring(i)
                : burst;
          }
        };
    return () -> {
      assertEntered(board);
      return null;
    };
  }

  @Test
  @Tag("S4")
  void aLostErasureLeavesNothingInFrontOfTheLine() throws Exception {
    AtomicInteger erasures = new AtomicInteger();
    assertEntered(
        new Echo() {
          @Override
          String received(String burst) {
            if (burst.indexOf('\u0015') < 0) {
              return erasures.get() == 0 ? burst.replace("zero", "zro") : burst;
            }
            return erasures.getAndIncrement() == 0 ? burst.substring(1) : burst;
          }
        });
  }

  @Test
  @Tag("S6")
  void anErasureThatArrivesAsAnotherCharacterIsErasedToo() throws Exception {
    AtomicInteger erasures = new AtomicInteger();
    assertEntered(
        new Echo() {
          @Override
          String received(String burst) {
            if (burst.indexOf('\u0015') < 0) {
              return erasures.get() == 0 ? burst.replace("zero", "zoro") : burst;
            }
            return erasures.getAndIncrement() == 0
                ? burst.substring(0, burst.length() - 1) + "x"
                : burst;
          }
        });
  }

  @Test
  @Tag("S11")
  void aLateEchoIsWaitedFor() throws Exception {
    Echo board = new Echo();
    board.echoDelayMillis = 500;
    assertEntered(board);
  }

  @Test
  @Tag("S11")
  void aBoardWithoutEchoGetsNoEnter() throws Exception {
    Echo board =
        new Echo() {
          @Override
          String echo(char c, int length) {
            return "";
          }
        };
    board.start();
    try (board;
        LineSession session = board.link.session()) {
      EchoedLine line = new EchoedLine(session, List.of());
      assertThrows(JerboaException.class, () -> line.enter("reboot", Deadline.seconds(3)));
      assertEquals(List.of(), board.entered);
    }
  }

  @Test
  @Tag("S12")
  @Tag("G16")
  void aSixteenByteFifoLosesNothing() throws Exception {
    AtomicInteger overflows = new AtomicInteger();
    Echo board =
        new Echo() {
          @Override
          String received(String burst) {
            if (burst.length() > 16) {
              overflows.incrementAndGet();
            }
            return burst.substring(0, Math.min(16, burst.length()));
          }
        };
    board.echoDelayMillis = 16;
    assertEntered(board);
    assertEquals(0, overflows.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80})
  @Tag("S10")
  void anEditorThatWrapsWithANewLineIsUnderstood(int columns) throws Exception {
    assertEntered(
        new Echo() {
          @Override
          String echo(char c, int length) {
            return (length + 7) % columns == 0 ? c + "\r\n" : String.valueOf(c);
          }
        });
  }

  @Test
  @Tag("S7")
  void aKernelLineInTheEchoStartsTheLineAgain() throws Exception {
    AtOnce.run(
        20,
        LINE.length(),
        victim ->
            () -> {
              AtomicInteger lines = new AtomicInteger();
              assertEntered(
                  new Echo() {
                    @Override
                    String echo(char c, int length) {
                      return length == victim + 1 && lines.getAndIncrement() == 0
                          ? "[    1.5] mmc0: new card\r\n" + c
                          : String.valueOf(c);
                    }
                  });
              return null;
            });
  }

  @Test
  void aPromptDrawnLateDoesNoHarm() throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    assertEntered(
        new Echo() {
          @Override
          String echo(char c, int length) {
            return drawn.getAndIncrement() == 0 ? "root@board:~# " + c : String.valueOf(c);
          }
        });
  }

  @Test
  void whatIsNotPrintableIsRefusedBeforeAnythingIsSent() {
    for (String line : List.of("a\nb", "a\u0003", "\u00e4", "x".repeat(1001))) {
      Echo board = new Echo();
      JerboaException error = assertThrows(JerboaException.class, () -> enter(board, line));
      assertEquals(ErrorClass.USAGE, error.errorClass());
    }
  }

  @Test
  void aSignOfTroubleEndsTheTyping() {
    Echo board =
        new Echo() {
          @Override
          String echo(char c, int length) {
            return length == 20 ? "\r\nU-Boot SPL 2023.01\r\n" : String.valueOf(c);
          }
        };
    JerboaException error = assertThrows(JerboaException.class, () -> enter(board, LINE));
    assertEquals("console.board-reset", error.code());
    assertEquals(List.of(), board.entered);
  }
}
