package dev.jerboa.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Some tests close early, on purpose.
class ProcessLineTest {
  @TempDir Path folder;

  @Test
  void echoesAllByteValues() throws Exception {
    byte[] bytes = Fixture.allByteValues(64 * 1024);
    try (ConsoleLink link = connect("cat")) {
      assertArrayEquals(bytes, Fixture.echo(link, bytes));
    }
  }

  @Test
  void theChildAndItsChildrenAreGoneAfterwards() throws Exception {
    ConsoleLink link = connect("sh -c 'sleep 600 & echo $! $$; wait'");
    String[] pids = firstLine(link).split(" ", -1);
    for (String pid : pids) {
      assertTrue(isAlive(pid), pid);
    }
    link.close();
    link.close();
    Fixture.await("all ended", () -> !isAlive(pids[0]) && !isAlive(pids[1]));
  }

  @Test
  void aChildThatIgnoresTermIsKilled() throws Exception {
    ConsoleLink link = connect("sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done'");
    String pid = firstLine(link);
    link.close();
    assertFalse(isAlive(pid));
  }

  @Test
  void runsInTheFolderOfTheConfiguration() throws Exception {
    try (ConsoleLink link = connect("sh -c 'pwd; cat'")) {
      assertEquals(folder.toRealPath().toString(), firstLine(link));
    }
  }

  @Test
  void theEndOfTheChildIsTheLossOfTheLine() throws Exception {
    try (ConsoleLink link = connect("sh -c 'read x; echo last words'")) {
      link.write("\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("last words\n", new String(Fixture.read(link, 100), StandardCharsets.US_ASCII));
      assertEquals(-1, link.read(new byte[10], Duration.ofSeconds(30)));
      IOException error = assertThrows(IOException.class, () -> link.write(new byte[10]));
      assertTrue(error.getMessage().contains("wrote 0 of 10 bytes"), error.getMessage());
    }
  }

  @Test
  void closeEndsAReadAtOnce() throws Exception {
    ConsoleLink link = connect("cat");
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return link.read(new byte[10], Duration.ofSeconds(30));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    link.close();
    assertEquals(-1, read.get(1, TimeUnit.SECONDS));
  }

  @Test
  @Tag("S1")
  void showsWhyTheChildDidNotStart() {
    JerboaException missing = refused("no-such-program -x");
    assertEquals("console.absent", missing.code());
    assertTrue(missing.getMessage().contains("no-such-program"), missing.getMessage());
    String failed = refused("sh -c 'echo no route to host >&2; exit 255'").getMessage();
    assertTrue(failed.contains("status 255: no route to host"), failed);
  }

  @Test
  @Tag("S3")
  void aWriteThatStallsClosesTheLine() throws Exception {
    Process deaf = new ProcessBuilder("sleep", "600").start();
    ProcessLink link = new ProcessLink(deaf);
    byte[] bytes = new byte[1 << 20];
    GuardedWrite write =
        new GuardedWrite(
            (from, to) -> deaf.getOutputStream().write(bytes, from, to - from),
            link::close,
            Duration.ofMillis(200));
    IOException error = assertThrows(IOException.class, () -> write.run(bytes.length, 4096));
    assertTrue(error.getMessage().matches(".*wrote [0-9]+ of 1048576 bytes"), error.getMessage());
    assertFalse(deaf.isAlive());
  }

  private JerboaException refused(String command) {
    return assertThrows(
        JerboaException.class,
        () ->
            Fixture.console("exec:" + command, folder)
                .connect(Deadline.after(Duration.ZERO))
                .close());
  }

  private ConsoleLink connect(String command) throws InterruptedException {
    return Fixture.console("exec:" + command, folder).connect(Deadline.seconds(5));
  }

  private static String firstLine(ConsoleLink link) throws IOException {
    StringBuilder line = new StringBuilder();
    byte[] one = new byte[1];
    while (link.read(one, Fixture.LIMIT) == 1 && one[0] != '\n') {
      line.append((char) one[0]);
    }
    return line.toString();
  }

  private static boolean isAlive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::isAlive).orElse(false);
  }
}
