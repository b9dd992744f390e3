package dev.jerboa.runtime.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.dialog.FakeShell.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class NoisyShellTest {
  private static final int BOARDS = 40;
  private static final int[] STATUSES = {0, 1, 7, 127, 255};
  private static final String KERNEL = "[   12.345678] mmc0: new 1200 MB card 0:7\r\n";

  /** The least that the shell prints for a command. */
  private static final String FRAME =
      "\r\nS00000000\r\nn0\r\n\r\nE00000000:0:00000000:0:00000000\r\njb00000000# ";

  @TempDir Path folder;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger wrong = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /** Runs one command and counts how it ended; its result is known before. */
  private void check(LinuxShell shell, int number) throws InterruptedException {
    int status = STATUSES[number % STATUSES.length];
    try {
      CommandResult result =
          shell.run("echo n" + number + "; (exit " + status + ")", Deadline.seconds(60));
      (result.status() == status ? done : wrong).incrementAndGet();
    } catch (JerboaException e) {
      refused.incrementAndGet();
    }
  }

  @Test
  @Tag("G14")
  @Tag("S4")
  @Tag("S5")
  @Tag("S6")
  void aThousandCommandsOverABadLineGiveNoWrongStatus() throws Exception {
    AtOnce.run(BOARDS, BOARDS, board -> () -> noisy(board));
    System.out.printf("G14: done %s, refused %s, wrong %s%n", done, refused, wrong);
    assertEquals(0, wrong.get());
    assertEquals(1000, done.get() + refused.get());
    assertTrue(done.get() >= 990, done + " of 1000");
  }

  private Void noisy(int board) throws Exception {
    Mode mode = board % 2 == 0 ? Mode.COOKED : Mode.EDITOR;
    try (FakeShell fake = FakeShell.started(folder, mode);
        LineSession session = fake.link.session()) {
      LinuxShell shell = LinuxShell.take(session, Deadline.seconds(30));
      fake.toBoard = new Noise(board, 0.001);
      fake.toHost = new Noise(1000 + board, 0.001);
      for (int i = 0; i < 1000 / BOARDS; i++) {
        check(shell, board * 1000 + i);
      }
    }
    return null;
  }

  @Test
  @Tag("G15")
  @Tag("S7")
  void aKernelLineAtAnyPositionOfAResultGivesNoWrongStatus() throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Integer> tried = java.util.Collections.synchronizedList(new ArrayList<>());
    AtOnce.run(BOARDS, BOARDS, _ -> () -> interrupted(next, tried));
    System.out.printf(
        "G15: positions %d, done %s, refused %s, wrong %s%n", tried.size(), done, refused, wrong);
    assertTrue(tried.size() >= FRAME.length(), "a whole frame: " + tried.size());
    assertEquals(0, wrong.get());
    assertEquals(0, refused.get());
  }

  /** Takes positions until one lies behind the end of the result. */
  private Void interrupted(AtomicInteger next, List<Integer> tried) throws Exception {
    try (FakeShell fake = FakeShell.started(folder, Mode.COOKED);
        LineSession session = fake.link.session()) {
      LinuxShell shell = LinuxShell.take(session, Deadline.seconds(30));
      boolean inside = true;
      while (inside) {
        int position = next.getAndIncrement();
        fake.kernelPrints(position % 2 == 0 ? KERNEL : "\r\n" + KERNEL, position);
        check(shell, position);
        inside = !fake.kernelIsSilent();
        if (inside) {
          tried.add(position);
        }
      }
    }
    return null;
  }
}
