package dev.jerboa.runtime.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.BootloaderSettings;
import dev.jerboa.runtime.console.LineSession;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AutobootStopTest {
  private static final String ESC = "\u001b";

  private static String stop(FakeTerminal board, Optional<String> prompt, int seconds)
      throws InterruptedException {
    board.start();
    try (board;
        LineSession session = board.link.session()) {
      BootloaderSettings settings =
          new BootloaderSettings(prompt, ESC, Duration.ofSeconds(seconds));
      UBootPrompt uboot = new AutobootStop(session, settings).stop(Deadline.seconds(30));
      return uboot.run("echo hello", Deadline.seconds(10)).output();
    }
  }

  private static JerboaException failure(FakeTerminal board, int seconds) {
    return assertThrows(JerboaException.class, () -> stop(board, Optional.empty(), seconds));
  }

  private static FakeUBoot booting(String prompt) {
    return new FakeUBoot(prompt, true) {
      @Override
      void start() {
        super.start();
        powerOn();
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"=> ", "U-Boot> ", "Marvell>> ", "ZynqMP> ", "J784S4 EVM # "})
  @Tag("U4")
  void aPromptIsLearned(String prompt) throws Exception {
    assertEquals("hello", stop(booting(prompt), Optional.empty(), 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"=> ", "J784S4 EVM # "})
  @Tag("U4")
  void aConfiguredPromptIsWaitedFor(String prompt) throws Exception {
    assertEquals("hello", stop(booting(prompt), Optional.of(prompt.strip()), 20));
  }

  @Test
  @Tag("U4")
  void anotherPromptThanTheConfiguredIsShownInTheError() {
    JerboaException error =
        assertThrows(JerboaException.class, () -> stop(booting("ZynqMP> "), Optional.of("=>"), 1));
    assertEquals("bootloader.no-prompt", error.code());
    assertTrue(error.getMessage().contains("ZynqMP>"), error.getMessage());
  }

  @Test
  @Tag("U1")
  void aPromptThatIsDrawnSlowlyIsUsed() throws Exception {
    FakeUBoot board =
        new FakeUBoot("=> ", true) {
          @Override
          void start() {
            super.start();
            powerOn();
          }

          @Override
          void showPrompt() {
            Thread.ofVirtual()
                .start(
                    () -> {
                      java.util.concurrent.locks.LockSupport.parkNanos(400_000_000L);
                      show("=> ");
                    });
          }
        };
    assertEquals("hello", stop(board, Optional.empty(), 20));
  }

  @Test
  void withoutHushThePromptIsFoundToo() throws Exception {
    FakeUBoot board = new FakeUBoot("=> ", false);
    assertEquals("hello", stop(board, Optional.empty(), 20));
  }

  @Test
  @Tag("U2")
  void aKernelThatStartsEndsTheWait() {
    FakeTerminal board = printing("\r\nStarting kernel ...\r\n\r\n[    0.0] Linux version 6.6\r\n");
    JerboaException error = failure(board, 20);
    assertEquals("bootloader.not-interruptible", error.code());
    assertTrue(error.isRetryable());
    assertTrue(board.entered.isEmpty(), board.entered::toString);
  }

  @Test
  @Tag("U1")
  void aSilentBoardIsCalledSilent() {
    JerboaException error = failure(printing(""), 1);
    assertEquals("bootloader.silent", error.code());
    assertTrue(error.isRetryable());
  }

  @Test
  @Tag("S13")
  void rubbishIsNoPromptAndNothingButTheInterruptIsSent() {
    byte[] rubbish = new byte[3000];
    new Random(3).nextBytes(rubbish);
    JerboaException error =
        failure(printing(new String(rubbish, java.nio.charset.StandardCharsets.ISO_8859_1)), 1);
    assertEquals("console.unreadable", error.code());
    assertFalse(error.isRetryable());
    assertTrue(error.hint().contains("baud"), error.hint());
  }

  @Test
  @Tag("W12")
  void textThatLooksLikeAPromptIsNotBelieved() {
    FakeTerminal board = printing("SPL boot #");
    JerboaException error = failure(board, 3);
    assertEquals("bootloader.no-prompt", error.code());
    assertFalse(error.getMessage().isEmpty());
  }

  /** A board that prints something at once and then only takes what is typed. */
  private static FakeTerminal printing(String text) {
    return new FakeTerminal() {
      @Override
      void start() {
        super.start();
        show(text);
      }

      @Override
      String echo(char c, int length) {
        return "";
      }

      @Override
      String interrupted() {
        return "";
      }

      @Override
      void run(String line) {}
    };
  }
}
