package dev.jerboa.drivers.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.power.Power;
import dev.jerboa.testkit.TestContext;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManualPowerTest {
  private final StringWriter shown = new StringWriter();
  private final PipedOutputStream typed = new PipedOutputStream();
  private ManualPower.Terminal terminal;

  @BeforeEach
  void connect() throws IOException {
    terminal = new ManualPower.Terminal(new PipedInputStream(typed), new PrintWriter(shown));
  }

  @Test
  void waitsForEnterThatIsPressedAfterTheQuestion() throws Exception {
    type("\n\n");
    CompletableFuture<Boolean> done = asking(power(Duration.ofMinutes(1)));
    Fixture.await("question", () -> shown.toString().contains("press Enter"));
    assertEquals("Switch the bench ON, then press Enter: ", shown.toString());
    assertFalse(done.isDone());
    type("ok\n");
    assertTrue(done.get(5, TimeUnit.SECONDS));
  }

  @Test
  void givesUpWhenNobodyConfirms() {
    Power power = power(Duration.ofMillis(100));
    JerboaException error = assertThrows(JerboaException.class, power::off);
    assertEquals("power.timeout", error.code());
    assertTrue(error.getMessage().contains("the bench was switched OFF"), error.getMessage());
  }

  @Test
  void anInterruptEndsTheWait() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, power(Duration.ofMinutes(1))::on);
  }

  @Test
  void saysThatThereIsNoTerminal() {
    Power power = new ManualPower("the bench", Optional::empty, Duration.ofMinutes(1));
    JerboaException error = assertThrows(JerboaException.class, power::on);
    assertEquals("power.no-terminal", error.code());
    assertFalse(error.hint().isEmpty());
  }

  @Test
  void findsNoTerminalInAProcessWithoutOne() {
    // The input of a test is a pipe.
    Power power =
        (Power)
            new ManualFactory()
                .create(
                    new ManualConfig(Optional.empty()),
                    TestContext.in(Path.of("")).at("dut.power"));
    JerboaException error = assertThrows(JerboaException.class, power::on);
    assertTrue(error.getMessage().contains("switch dut.power ON"), error.getMessage());
  }

  private Power power(Duration patience) {
    return new ManualPower("the bench", () -> Optional.of(terminal), patience);
  }

  private static CompletableFuture<Boolean> asking(Power power) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            power.on();
            return true;
          } catch (InterruptedException e) {
            return false;
          }
        });
  }

  private void type(String text) throws IOException {
    typed.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
