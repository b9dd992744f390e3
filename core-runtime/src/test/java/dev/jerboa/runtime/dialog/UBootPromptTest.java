package dev.jerboa.runtime.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.runtime.console.LineSession;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UBootPromptTest {
  private FakeUBoot board;
  private LineSession session;
  private UBootPrompt prompt;

  private void open(FakeUBoot uboot) throws InterruptedException {
    board = uboot;
    board.start();
    board.typed(new byte[] {0x1b});
    session = board.link.session();
    prompt = new UBootPrompt(session, "=> ");
  }

  @AfterEach
  void close() {
    session.close();
    board.close();
  }

  private CommandResult run(String command) throws InterruptedException {
    return prompt.run(command, Deadline.seconds(10));
  }

  @Test
  void statusesAndOutputsAreTheCommands() throws Exception {
    open(new FakeUBoot("=> ", true));
    assertEquals(new CommandResult(0, "hello"), run("echo hello"));
    assertEquals(new CommandResult(1, ""), run("false"));
    assertEquals(new CommandResult(0, "baudrate=115200"), run("printenv baudrate"));
  }

  @Test
  @Tag("U5")
  void withoutHushTheTextDecides() throws Exception {
    open(new FakeUBoot("=> ", false));
    assertEquals(new CommandResult(0, "hello"), run("echo hello"));
    assertEquals(1, run("printenv nothing").status());
  }

  @Test
  @Tag("U5")
  void anUnknownCommandIsNamed() throws Exception {
    open(new FakeUBoot("=> ", true));
    JerboaException error = assertThrows(JerboaException.class, () -> run("tftpboot 0x1 x"));
    assertEquals("bootloader.unknown-command", error.code());
    assertTrue(error.getMessage().contains("tftpboot"), error.getMessage());
  }

  @Test
  void theEnvironmentIsReadAndSet() throws Exception {
    open(new FakeUBoot("=> ", true));
    assertEquals(Optional.empty(), prompt.env("serverip", Deadline.seconds(10)));
    prompt.setEnv("serverip", "10.0.0.1", Deadline.seconds(10));
    assertEquals(Optional.of("10.0.0.1"), prompt.env("serverip", Deadline.seconds(10)));
    prompt.setEnv("serverip", "", Deadline.seconds(10));
    assertEquals(Optional.empty(), prompt.env("serverip", Deadline.seconds(10)));
    board.env.put("bootcmd", "run a; a=b");
    assertEquals(Optional.of("run a; a=b"), prompt.env("bootcmd", Deadline.seconds(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a'b", "a;b", "$x", "a b", "a\nb", "a\"b", "a\\b", "a&b", "ä"})
  @Tag("U6")
  void anUnsafeValueIsNeverSent(String value) throws Exception {
    open(new FakeUBoot("=> ", true));
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> prompt.setEnv("serverip", value, Deadline.seconds(10)));
    assertEquals(ErrorClass.USAGE, error.errorClass());
    assertThrows(JerboaException.class, () -> prompt.setEnv(value, "x", Deadline.seconds(10)));
    assertThrows(JerboaException.class, () -> prompt.env(value, Deadline.seconds(10)));
    assertTrue(board.entered.isEmpty());
  }

  @Test
  @Tag("U6")
  void aValueThatIsTooLongIsNeverSent() throws Exception {
    open(new FakeUBoot("=> ", true));
    assertThrows(
        JerboaException.class, () -> prompt.setEnv("x", "a".repeat(4096), Deadline.seconds(10)));
    assertTrue(board.entered.isEmpty());
  }

  @Test
  @Tag("U6")
  void aNameIsNeverEmpty() throws Exception {
    open(new FakeUBoot("=> ", true));
    assertThrows(JerboaException.class, () -> prompt.setEnv("", "baudrate", Deadline.seconds(10)));
    assertThrows(JerboaException.class, () -> prompt.env("", Deadline.seconds(10)));
    assertTrue(board.entered.isEmpty());
  }

  @Test
  @Tag("U10")
  void aLoadThatStallsInTheMiddleOfAFileIsNotWaitedFor() throws Exception {
    open(
        new FakeUBoot("=> ", true) {
          @Override
          int other(String... words) {
            show("Loading: #####\r\n\t ###" + "T ".repeat(20));
            return 0;
          }
        });
    JerboaException error = assertThrows(JerboaException.class, () -> run("tftpboot 0x1 Image"));
    assertEquals("bootloader.tftp-stalled", error.code());
    assertTrue(error.isRetryable());
  }

  @Test
  @Tag("U16")
  void aResetEndsACommand() throws Exception {
    open(
        new FakeUBoot("=> ", true) {
          @Override
          int other(String... words) {
            powerOn();
            return 0;
          }
        });
    JerboaException error = assertThrows(JerboaException.class, () -> run("dhcp"));
    assertEquals("console.board-reset", error.code());
    assertTrue(error.isRetryable());
  }

  @Test
  void aCommandThatNeverEndsRunsIntoItsDeadline() throws Exception {
    open(
        new FakeUBoot("=> ", true) {
          @Override
          void run(String text) {
            show("TFTP from server\r\n\t T T T");
          }
        });
    JerboaException error =
        assertThrows(JerboaException.class, () -> prompt.run("tftpboot", Deadline.seconds(1)));
    assertEquals("console.timeout", error.code());
  }

  /** Prints something wrong once, in place of what matches. */
  private static final class Damaging extends FakeUBoot {
    private final String damaged;
    private boolean done;

    Damaging(String damaged) {
      super("=> ", true);
      this.damaged = damaged;
    }

    @Override
    void show(String text) {
      boolean hit = !done && entered.size() == 2 && text.matches("(?s)" + damaged);
      done |= hit;
      super.show(hit ? text.replaceFirst("\\d", "x") : text);
    }

    @Override
    int other(String... words) {
      show("out\r\n");
      return 7;
    }
  }

  @Test
  @Tag("S6")
  void aDamagedAnswerIsAskedForAgainAndTheCommandNotRunTwice() throws Exception {
    open(new Damaging("E" + Nonce.PATTERN + ":7:.*"));
    assertEquals(new CommandResult(7, "out"), run("work"));
    assertEquals(1, board.entered.stream().filter(line -> line.startsWith("work")).count());
    assertTrue(board.entered.getLast().startsWith("echo E"), board.entered::toString);
  }

  @Test
  @Tag("S4")
  void aCommandWhoseEnterWasLostIsRunOnce() throws Exception {
    AtomicInteger lost = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    open(
        new FakeUBoot("=> ", true) {
          @Override
          String received(String burst) {
            boolean loses =
                burst.equals("\r") && entered.size() == 1 && lost.getAndIncrement() == 0;
            return loses ? "" : burst;
          }

          @Override
          int other(String... words) {
            ran.incrementAndGet();
            return 7;
          }
        });
    assertEquals(new CommandResult(7, ""), run("work"));
    assertEquals(1, ran.get());
    assertTrue(lost.get() > 0);
  }

  @Test
  @Tag("U17")
  void theBootCommandIsSentAsItIs() throws Exception {
    open(new FakeUBoot("=> ", true));
    Expect.Bad comeBack = prompt.leave("booti 0x82000000 - 0x88000000", Deadline.seconds(10));
    board.awaitLine();
    assertTrue(comeBack.pattern().matcher("\nno kernel here\n=> ").find());
    assertFalse(comeBack.pattern().matcher("\nStarting kernel ...\n").find());
    assertEquals("booti 0x82000000 - 0x88000000", board.entered.getFirst().strip());
  }

  @Test
  @Tag("S6")
  @Tag("G14")
  void aBadLineGivesNoWrongStatus() throws Exception {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger wrong = new AtomicInteger();
    open(new FakeUBoot("=> ", true));
    AtOnce.run(
        40,
        40,
        seed ->
            () -> {
              noisy(seed, done, wrong);
              return null;
            });
    System.out.printf("U-Boot: done %s of 400, wrong %s%n", done, wrong);
    assertEquals(0, wrong.get());
  }

  private static void noisy(int seed, AtomicInteger done, AtomicInteger wrong)
      throws InterruptedException {
    FakeUBoot noisy =
        new FakeUBoot("=> ", true) {
          @Override
          int other(String... words) {
            return words[0].startsWith("c") ? Integer.parseInt(words[0].substring(1)) : 99;
          }
        };
    noisy.start();
    noisy.typed(new byte[] {0x1b});
    try (noisy;
        LineSession line = noisy.link.session()) {
      UBootPrompt uboot = new UBootPrompt(line, "=> ");
      noisy.toBoard = new Noise(seed, 0.001);
      noisy.toHost = new Noise(seed + 500, 0.001);
      for (int i = 0; i < 10; i++) {
        int status = i % 2 == 0 ? 12 : 1;
        try {
          int seen = uboot.run("c" + status, Deadline.seconds(2)).status();
          (seen == status ? done : wrong).incrementAndGet();
        } catch (JerboaException e) {
          assertTrue(e.isRetryable(), e.code());
        }
      }
    }
  }
}
