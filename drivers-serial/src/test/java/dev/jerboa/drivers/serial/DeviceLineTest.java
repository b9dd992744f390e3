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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Some tests close early, on purpose.
class DeviceLineTest {
  @TempDir Path folder;

  @Test
  void echoesAllByteValuesThroughAnOwnedTerminal() throws Exception {
    try (Pty pty = Pty.echo();
        ConsoleLink link = connect(pty.path())) {
      byte[] bytes = Fixture.allByteValues(64 * 1024);
      assertArrayEquals(bytes, Fixture.echo(link, bytes));
    }
  }

  @Test
  void echoesThroughALinkToANode() throws Exception {
    try (Pty pty = Pty.hangup()) {
      Path byId = Files.createSymbolicLink(folder.resolve("by-id"), Path.of(pty.path()));
      SerialConfig config =
          new SerialConfig(byId.toString(), 9600, Optional.empty(), Optional.empty(), true);
      try (ConsoleLink link = Fixture.console(config, folder).connect(Deadline.seconds(5))) {
        byte[] bytes = Fixture.allByteValues(1024);
        assertArrayEquals(bytes, Fixture.echo(link, bytes));
      }
    }
  }

  @Test
  @Tag("S1")
  void namesThePathThatIsAbsent() {
    String path = folder.resolve("ttyUSB7").toString();
    JerboaException error = refused(path);
    assertEquals("console.absent", error.code());
    assertTrue(error.getMessage().contains(path), error.getMessage());
    assertTrue(error.hint().contains("Serial ports that are there"), error.hint());
  }

  @Test
  void refusesAFileThatIsNoPort() throws IOException {
    JerboaException error = refused(Files.createFile(folder.resolve("plain")).toString());
    assertEquals("console.absent", error.code());
    assertTrue(error.getMessage().contains("is not a serial port"), error.getMessage());
  }

  @Test
  @Tag("S1")
  void namesTheProcessThatHoldsThePort() throws Exception {
    try (Pty pty = Pty.echo();
        Pty holder = Pty.holding(pty.path())) {
      JerboaException error = refused(pty.path());
      assertEquals("console.busy", error.code());
      assertTrue(error.getMessage().contains("(pid " + holder.pid() + ")"), error.getMessage());
      assertFalse(error.isRetryable());
    }
  }

  @Test
  @Tag("M22")
  void refusesASecondUserInTheSameProcess() throws Exception {
    try (Pty pty = Pty.echo();
        ConsoleLink link = connect(pty.path())) {
      assertTrue(refused(pty.path()).getMessage().contains("this process"));
      link.close();
      connect(pty.path()).close();
    }
  }

  @Test
  @Tag("S2")
  @Tag("M21")
  void tellsWithinASecondThatThePeerIsGone() throws Exception {
    try (Pty pty = Pty.echo();
        ConsoleLink link = connect(pty.path())) {
      CompletableFuture<Integer> read = reading(link, Duration.ofSeconds(30));
      pty.close();
      assertEquals(-1, read.get(1, TimeUnit.SECONDS));
      IOException error = assertThrows(IOException.class, () -> link.write(new byte[70]));
      assertTrue(error.getMessage().contains("wrote 0 of 70 bytes"), error.getMessage());
    }
  }

  @Test
  void closeEndsAReadAtOnce() throws Exception {
    try (Pty pty = Pty.echo();
        ConsoleLink link = connect(pty.path())) {
      CompletableFuture<Integer> read = reading(link, Duration.ofSeconds(30));
      link.close();
      assertEquals(-1, read.get(1, TimeUnit.SECONDS));
      link.close();
    }
  }

  @Test
  void readsNothingInTheTimeAllowed() throws Exception {
    try (Pty pty = Pty.echo();
        ConsoleLink link = connect(pty.path())) {
      long start = System.nanoTime();
      assertEquals(0, link.read(new byte[10], Duration.ofMillis(130)));
      assertEquals(0, link.read(new byte[10], Duration.ZERO));
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis >= 125 && millis < 1000, millis + " ms");
    }
  }

  @Test
  void anInterruptEndsARead() throws Exception {
    try (Pty pty = Pty.echo();
        ConsoleLink link = connect(pty.path())) {
      Thread.currentThread().interrupt();
      assertEquals(0, link.read(new byte[10], Duration.ofSeconds(30)));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  @Tag("S3")
  void anInterruptEndsAWriteThatIsStuck() throws Exception {
    try (Pty pty = Pty.deaf();
        ConsoleLink link = connect(pty.path())) {
      CompletableFuture<Throwable> end = new CompletableFuture<>();
      Thread writer = Thread.ofPlatform().start(() -> end.complete(failure(link)));
      Fixture.await("write blocked", () -> writer.getState() == Thread.State.TIMED_WAITING);
      writer.interrupt();
      assertEquals(InterruptedException.class, end.get(2, TimeUnit.SECONDS).getClass());
      Fixture.await("no thread left", DeviceLineTest::noWriterLeft);
    }
  }

  @Test
  void waitsForAPortThatAppears() throws Exception {
    try (Pty pty = Pty.echo()) {
      Path node = folder.resolve("later");
      CompletableFuture<ConsoleLink> link =
          CompletableFuture.supplyAsync(() -> connect(node.toString()));
      Files.createSymbolicLink(node, Path.of(pty.path()));
      link.get(5, TimeUnit.SECONDS).close();
    }
  }

  @Test
  @Tag("M20")
  void leavesNoLibraryWhereOthersCouldReplaceIt() throws Exception {
    try (Pty pty = Pty.echo()) {
      connect(pty.path()).close();
      String maps = Files.readString(Path.of("/proc/self/maps"));
      assertTrue(maps.lines().anyMatch(DeviceLineTest::isPrivateLibrary), maps);
      assertTrue(System.getProperty("fazecast.jSerialComm.appid").startsWith("jerboa-"));
    }
  }

  private static boolean isPrivateLibrary(String mapping) {
    return mapping.matches(".*/jerboa/native-[0-9]+/libjSerialComm.so \\(deleted\\)");
  }

  private static boolean noWriterLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("console-write"));
  }

  private static Throwable failure(ConsoleLink link) {
    try {
      link.write(new byte[1 << 20]);
      return new IllegalStateException("all was written");
    } catch (IOException | InterruptedException e) {
      return e;
    }
  }

  private static CompletableFuture<Integer> reading(ConsoleLink link, Duration wait) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return link.read(new byte[10], wait);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private JerboaException refused(String path) {
    return assertThrows(
        JerboaException.class,
        () -> Fixture.console(path, folder).connect(Deadline.after(Duration.ZERO)).close());
  }

  private ConsoleLink connect(String path) {
    try {
      return Fixture.console(path, folder).connect(Deadline.seconds(5));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
