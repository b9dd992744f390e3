package dev.jerboa.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.JerboaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("K1")
@Timeout(60)
class BoardLockTest {
  @TempDir Path folder;
  private Path configuration;
  private Process other;

  @BeforeEach
  void write() throws IOException {
    configuration = Files.writeString(folder.resolve("board.yaml"), "x");
  }

  @AfterEach
  void end() throws InterruptedException {
    if (other != null) {
      other.destroyForcibly().waitFor();
    }
  }

  private BoardLock take() {
    return BoardLock.take(folder.resolve("state"), configuration);
  }

  private JerboaException refused() {
    JerboaException error = assertThrows(JerboaException.class, this::take);
    assertEquals("busy.board", error.code());
    return error;
  }

  /** The main class of another process: takes the lock and keeps it until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      Claim claim = new Claim("flash os.img", Duration.ZERO, text -> {});
      BoardLock lock = BoardLock.take(Path.of(args[0]), Path.of(args[1]), claim);
      System.out.println("locked " + lock.hashCode());
      Thread.sleep(Duration.ofMinutes(2));
      lock.close();
    }
  }

  private Process holder() throws IOException {
    other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes(BoardLock.class)
                    + ":"
                    + classes(JerboaException.class)
                    + ":"
                    + classes(Holder.class),
                Holder.class.getName(),
                folder.resolve("state").toString(),
                configuration.toString())
            .redirectErrorStream(true)
            .start();
    return other;
  }

  private static Path classes(Class<?> type) {
    return Path.of(
        java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    return String.valueOf(reader.readLine());
  }

  @Test
  @Tag("X3")
  void anotherProcessIsNamedAndItsKillFreesTheBoard() throws Exception {
    Process process = holder();
    String line = firstLine(process);
    assertTrue(line.startsWith("locked"), line);
    String message = String.valueOf(refused().getMessage());
    assertTrue(message.contains("process " + process.pid()), message);
    assertTrue(message.contains(configuration.toString()), message);
    assertTrue(message.contains("user " + System.getProperty("user.name")), message);
    assertTrue(message.contains("flash os.img"), message);
    assertTrue(
        message.matches("(?s).*since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d .*"), message);
    process.destroyForcibly();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    take().close();
  }

  @Test
  void aBoardThatIsWaitedForIsTakenWhenItIsFree() throws Exception {
    Process process = holder();
    firstLine(process);
    List<String> told = new CopyOnWriteArrayList<>();
    Claim claim =
        new Claim(
            "",
            Duration.ofSeconds(50),
            text -> {
              told.add(text);
              process.destroyForcibly();
            });
    try (BoardLock _ = BoardLock.take(folder.resolve("state"), configuration, claim)) {
      assertEquals(1, told.size(), told::toString);
      assertTrue(told.getFirst().contains("process " + process.pid()), told::toString);
    }
  }

  @Test
  void theWaitEndsAtItsDeadline() {
    Claim claim = new Claim("", Duration.ofMillis(700), text -> {});
    try (BoardLock _ = take()) {
      long start = System.nanoTime();
      JerboaException error =
          assertThrows(
              JerboaException.class,
              () -> BoardLock.take(folder.resolve("state"), configuration, claim));
      assertEquals("busy.board", error.code());
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(700).toNanos());
    }
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread waiter = Thread.currentThread();
    Claim claim = new Claim("", Duration.ofSeconds(50), text -> waiter.interrupt());
    try (BoardLock _ = take()) {
      assertThrows(
          CancelledException.class,
          () -> BoardLock.take(folder.resolve("state"), configuration, claim));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void oneProcessTakesABoardOnce() {
    try (BoardLock _ = take()) {
      refused();
    }
    take().close();
  }

  @Test
  void aRefusalInTheSameProcessLeavesTheLockToOthersTaken() throws Exception {
    try (BoardLock _ = take()) {
      refused();
      String line = firstLine(holder());
      assertTrue(line.contains("JerboaException"), "the other process got the board: " + line);
    }
  }

  @Test
  void aLinkToTheConfigurationIsTheSameBoard() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), configuration);
    try (BoardLock _ = take()) {
      assertThrows(JerboaException.class, () -> BoardLock.take(folder.resolve("state"), link));
    }
  }

  @Test
  void boardsOfTwoConfigurationsDoNotMeet() throws IOException {
    Path second = Files.writeString(folder.resolve("second.yaml"), "x");
    try (BoardLock _ = take();
        BoardLock _ = BoardLock.take(folder.resolve("state"), second)) {
      refused();
    }
  }

  @Test
  void closingTwiceDoesNotFreeTheNextHolder() {
    BoardLock first = take();
    first.close();
    try (BoardLock _ = take()) {
      first.close();
      refused();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsAnErrorWithAHint() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    JerboaException error =
        assertThrows(JerboaException.class, () -> BoardLock.take(file, configuration));
    assertEquals("config.lock", error.code());
  }

  @Test
  void aConfigurationThatIsGoneIsAnErrorWithAHint() {
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> BoardLock.take(folder, folder.resolve("gone.yaml")));
    assertEquals("config.lock", error.code());
  }
}
