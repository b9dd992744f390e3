package dev.jerboa.drivers.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.testkit.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandPowerTest {
  /** Starts a grandchild that ignores SIGTERM, writes its id and waits for ever. */
  private static final String HANG =
      "echo started; sh -c 'trap \"\" TERM; echo $$ > pid.tmp; mv pid.tmp pid; sleep 600; sleep"
          + " 600' & wait";

  @TempDir Path folder;

  @Test
  void switchesAndReads() throws Exception {
    Power power = power("echo on > outlet", "echo off > outlet", "echo outlet:; cat outlet", 30);
    power.on();
    assertEquals(PowerState.ON, ((PowerReading) power).read());
    power.off();
    assertEquals(PowerState.OFF, ((PowerReading) power).read());
  }

  @Test
  void readsNothingWithoutACommandForIt() {
    assertFalse(driver("true", "true", Optional.empty(), 30) instanceof PowerReading);
  }

  @Test
  void refusesAReadingItDoesNotKnow() {
    PowerReading power = (PowerReading) power("true", "true", "echo broken", 30);
    JerboaException error = assertThrows(JerboaException.class, power::read);
    assertEquals("power.command-failed", error.code());
    assertTrue(error.getMessage().contains("'broken'"), error.getMessage());
  }

  @Test
  @Tag("W1p")
  void showsStatusAndLastLinesButNotTheCommand() {
    Power power = power("echo secret >&2; seq 20; exit 3", "true", "true", 30);
    JerboaException error = assertThrows(JerboaException.class, power::on);
    assertEquals("power.command-failed", error.code());
    assertTrue(error.getMessage().contains("'on' exited with status 3"), error.getMessage());
    assertTrue(error.getMessage().endsWith("  19\n  20"), error.getMessage());
    assertFalse(error.getMessage().contains("secret"), error.getMessage());
    assertFalse(error.getMessage().contains("  10\n"), error.getMessage());
  }

  @Test
  @Tag("W5p")
  void aTimeoutKillsTheWholeTree() throws Exception {
    Power power = power(HANG, "true", "true", 1);
    JerboaException error = assertThrows(JerboaException.class, power::on);
    assertEquals("power.timeout", error.code());
    assertTrue(error.getMessage().contains("1 s and was killed:\n  started"), error.getMessage());
    long pid = grandchild();
    Fixture.await("grandchild gone", () -> !Fixture.runs(pid));
  }

  @Test
  void anInterruptKillsTheWholeTreePromptly() throws Exception {
    Power power = power(HANG, "true", "true", 600);
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(() -> end.complete(failure(power)));
    Fixture.await("grandchild started", () -> Files.exists(folder.resolve("pid")));
    thread.interrupt();
    assertEquals(InterruptedException.class, end.get(3, TimeUnit.SECONDS).getClass());
    long pid = grandchild();
    Fixture.await("grandchild gone", () -> !Fixture.runs(pid));
  }

  @Test
  void doesNotWaitForWhatASuccessfulCommandLeavesRunning() throws Exception {
    Power power = power("sleep 600 & echo $! > pid", "kill $(cat pid)", "true", 10);
    power.on();
    assertTrue(Fixture.runs(grandchild()));
    power.off();
    Fixture.await("gone", () -> !Fixture.runs(grandchild()));
  }

  @Test
  void refusesBlankCommandsAndNoTime() {
    assertThrows(IllegalArgumentException.class, () -> power(" ", "true", "true", 30));
    assertThrows(IllegalArgumentException.class, () -> power("true", "true", "", 30));
    assertThrows(IllegalArgumentException.class, () -> power("true", "true", "true", 0));
  }

  private static Throwable failure(Power power) {
    try {
      power.on();
      return new IllegalStateException("no failure");
    } catch (InterruptedException | RuntimeException e) {
      return e;
    }
  }

  private long grandchild() throws Exception {
    return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
  }

  private Power power(String on, String off, String read, int timeout) {
    return (Power) driver(on, off, Optional.of(read), timeout);
  }

  private Object driver(String on, String off, Optional<String> read, int timeout) {
    return new CommandFactory()
        .create(new CommandConfig(on, off, read, timeout), TestContext.in(folder));
  }
}
