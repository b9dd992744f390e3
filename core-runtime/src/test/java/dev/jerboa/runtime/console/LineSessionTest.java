package dev.jerboa.runtime.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Expect;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LineSessionTest {
  @TempDir Path folder;
  private final ScriptedLink link = new ScriptedLink();
  private Path file;
  private Transcript transcript;
  private LineSession session;

  @BeforeEach
  void open() throws Exception {
    file = folder.resolve("run/console.log");
    transcript = Transcript.to(file);
    session = new LineSession(link, transcript);
    session.connect(Deadline.seconds(1));
  }

  @AfterEach
  void close() {
    session.close();
  }

  private JerboaException failure(Expect expect, Deadline deadline) {
    return assertThrows(JerboaException.class, () -> session.expect(expect, deadline));
  }

  @Test
  void theTranscriptHasEveryByte() throws Exception {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    session.tee(seen::writeBytes);
    link.print(all);
    link.print("\n\u0007 end");
    session.expect(Expect.text(" end"), Deadline.seconds(5));
    session.close();
    byte[] kept = Files.readAllBytes(file);
    assertArrayEquals(all, Arrays.copyOf(kept, 256));
    assertArrayEquals(kept, seen.toByteArray());
  }

  @Test
  void aTranscriptIsContinued() throws Exception {
    link.print("one.");
    session.expect(Expect.text("."), Deadline.seconds(5));
    session.close();
    try (Transcript again = Transcript.to(file)) {
      again.write("two".getBytes(ISO_8859_1), 3);
    }
    assertEquals("one.two", Files.readString(file));
  }

  @Test
  void aDeadlineIsHonouredAndNamesWhatWasSeen() {
    link.print("some line\r\n");
    long start = System.nanoTime();
    JerboaException error = failure(Expect.of("never"), Deadline.after(Duration.ofMillis(300)));
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertEquals("console.timeout", error.code());
    assertTrue(error.isRetryable());
    assertTrue(error.getMessage().contains("some line"), error.getMessage());
    assertTrue(millis >= 290 && millis < 1500, millis + " ms");
  }

  @Test
  void anExpiredDeadlineStillFindsWhatIsThere() throws Exception {
    link.print("here");
    session.expect(Expect.text("he"), Deadline.seconds(5));
    assertEquals("re", session.expect(Expect.text("re"), Deadline.seconds(0)).group(0));
  }

  @Test
  void aTimeoutOnASilentLineSaysSo() {
    JerboaException error = failure(Expect.of("x"), Deadline.seconds(0));
    assertTrue(error.getMessage().contains("it printed nothing"), error.getMessage());
  }

  @Test
  @Tag("S2")
  @Tag("G17")
  void aLostLineEndsAWaitWithinASecond() {
    link.print("last words");
    link.unplug();
    long start = System.nanoTime();
    JerboaException error = failure(Expect.of("never"), Deadline.seconds(30));
    assertEquals("console.lost", error.code());
    assertTrue(error.isRetryable());
    assertTrue(error.getMessage().contains("last words"), error.getMessage());
    assertTrue(System.nanoTime() - start < 1_000_000_000L);
  }

  @Test
  @Tag("S2")
  void aReaderThatBreaksEndsAWaitToo() {
    session.tee(
        bytes -> {
          throw new IllegalStateException("the terminal is gone");
        });
    link.print("x");
    long start = System.nanoTime();
    JerboaException error = failure(Expect.of("never"), Deadline.seconds(20));
    assertEquals("console.lost", error.code());
    assertTrue(System.nanoTime() - start < 2_000_000_000L);
  }

  @Test
  void sendingWithoutALineFails() {
    session.disconnect();
    assertFalse(session.isConnected());
    JerboaException error = assertThrows(JerboaException.class, () -> session.send("x"));
    assertEquals("console.lost", error.code());
  }

  /** Again and again, since the reader of the lost line may still be about to end. */
  @RepeatedTest(500)
  void aLineThatComesBackIsTakenAgain() throws Exception {
    link.unplug();
    failure(Expect.of("never"), Deadline.seconds(5));
    session.connect(Deadline.seconds(1));
    link.print("hello again");
    session.expect(Expect.text("again"), Deadline.seconds(5));
  }

  @Test
  @Tag("S17")
  void forgettingLeavesNothingOfTheTimeBefore() throws Exception {
    link.print("=> old prompt");
    session.expect(Expect.text("=>"), Deadline.seconds(5));
    session.forget();
    assertEquals("", session.tail(5));
    failure(Expect.of("prompt"), Deadline.seconds(0));
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    FutureTask<InterruptedException> task =
        new FutureTask<>(
            () ->
                assertThrows(
                    InterruptedException.class,
                    () -> session.expect(Expect.of("never"), Deadline.seconds(30))));
    Thread waiter = Thread.ofVirtual().start(task);
    long start = System.nanoTime();
    waiter.interrupt();
    assertInstanceOf(InterruptedException.class, task.get());
    assertTrue(System.nanoTime() - start < 1_000_000_000L);
  }

  @Test
  void anInterruptedThreadStillGivesTheLineBack() {
    Thread.currentThread().interrupt();
    session.close();
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    assertThrows(java.io.IOException.class, () -> link.write(new byte[1]));
  }

  @Test
  @Tag("S14")
  void fiftyMegabytesOfLogDoNotHoldUpAWait() throws Exception {
    byte[] block =
        "[   12.345678] mmc0: something or other happened again\r\n"
            .repeat(80)
            .getBytes(ISO_8859_1);
    FutureTask<Long> flood =
        new FutureTask<>(
            () -> {
              long sent = 0;
              while (sent < 50_000_000) {
                link.print(block);
                sent += block.length;
              }
              link.print("the end");
              return sent;
            });
    Expect end =
        Expect.of("the end", "\\njb0123456789abcdef# \\z")
            .orFail(
                java.util.List.of(
                    new Expect.Bad(
                        java.util.regex.Pattern.compile("Kernel panic - not syncing"),
                        dev.jerboa.api.ErrorClass.BOOTLOADER,
                        "x",
                        "",
                        "",
                        false)));
    long start = System.nanoTime();
    Thread.ofVirtual().start(flood);
    session.expect(end, Deadline.seconds(40));
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(seconds < 10, seconds + " s");
    System.out.printf("flood: %.0f MB/s%n", flood.get() / 1e6 / seconds);
    session.close();
    assertEquals(flood.get() + 7, Files.size(file));
  }
}
