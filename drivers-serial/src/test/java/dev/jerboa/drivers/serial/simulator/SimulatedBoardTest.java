package dev.jerboa.drivers.serial.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.drivers.serial.simulator.Fault.Direction;
import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import dev.jerboa.drivers.serial.simulator.SimulatorConfig.Disk;
import dev.jerboa.drivers.serial.simulator.Typist.Traits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedBoardTest {
  @TempDir Path folder;

  @Test
  void isProvidedByTheModule() {
    String name = SimulatedBoardFactory.class.getName();
    assertTrue(
        SimulatedBoard.class.getModule().getDescriptor().provides().stream()
            .filter(provides -> provides.service().equals(DriverFactory.class.getName()))
            .anyMatch(provides -> provides.providers().contains(name)));
  }

  @Test
  void thePowerIsAsItWasSwitched() throws InterruptedException {
    try (Typist typist = Typist.atPrompt(folder, Traits.PLAIN)) {
      SimulatedBoard board = typist.board();
      assertEquals(PowerState.ON, board.read());
      board.on();
      assertEquals(1, board.starts());
      board.off();
      board.off();
      assertEquals(PowerState.OFF, board.read());
      typist.type("echo nobody\r");
      board.on();
      typist.until("Hit any key");
      assertEquals(2, board.starts());
    }
  }

  @Test
  void theConsoleHasOneUser() {
    try (Typist typist = Typist.at(folder, Traits.PLAIN)) {
      Deadline now = Deadline.after(Duration.ZERO);
      JerboaException busy = assertThrows(JerboaException.class, () -> typist.board().connect(now));
      assertEquals("console.busy", busy.code());
      typist.link().close();
      typist.board().connect(now).close();
    }
  }

  @Test
  void theLineHasItsSpeed() {
    Traits slow = new Traits(1, true, Optional.empty(), 9600);
    try (Typist typist = Typist.atPrompt(folder, slow)) {
      long start = System.nanoTime();
      typist.uboot("echo " + "x".repeat(200)); // to the board, its echo, its output
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertTrue(millis > 300 && millis < 3000, () -> millis + " ms");
    }
  }

  @Test
  void charactersAreLostAsOftenAsIsSaid() {
    try (Typist typist = Typist.atPrompt(folder, Traits.PLAIN)) {
      typist
          .board()
          .inject(Fault.of(Kind.DROP).direction(Direction.TO_BOARD).every(4).times(2).build());
      typist.type("echo 123456789\r"); // the 4th and the 8th
      assertEquals("ech 12456789", typist.until("\n"));
      typist.board().repair();
      typist.until("=> ");
      assertEquals("123456789\n", typist.uboot("echo 123456789"));
    }
  }

  @Test
  void aPortThatIsUnpluggedIsLost() throws IOException {
    try (Typist typist = Typist.at(folder, Traits.PLAIN, Fault.of(Kind.UNPLUG).at(5).build())) {
      typist.board().on();
      byte[] buffer = new byte[100];
      Deadline deadline = Deadline.seconds(5);
      int count = 0;
      while (count >= 0 && !deadline.expired()) {
        count = typist.link().read(buffer, Duration.ofMillis(100));
      }
      assertEquals(-1, count);
    }
  }

  @Test
  void theFileOfADiskIsMadeInItsSize() throws IOException {
    try (Typist typist = Typist.at(folder, Traits.PLAIN)) {
      assertEquals(List.of("mmcblk0"), typist.board().disks());
      assertEquals(Typist.DISK_SIZE, Files.size(folder.resolve("disk")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "100", "1T", "-1M", "1 M"})
  void aSizeThatNoDiskHasIsRefused(String size) {
    assertThrows(
        IllegalArgumentException.class, () -> new Disk("disk", size, Optional.empty(), List.of()));
  }

  @Test
  void noiseNeedsAMeasure() {
    assertThrows(IllegalArgumentException.class, () -> Fault.of(Kind.DROP).build());
    assertThrows(IllegalArgumentException.class, () -> Fault.of(Kind.PANIC).every(3).build());
  }

  @Test
  void theReadmeNamesEveryKeyAndFault() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (RecordComponent component : SimulatorConfig.class.getRecordComponents()) {
      String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      assertTrue(readme.contains("| `" + key + "` |"), key);
    }
    for (Kind kind : Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertTrue(readme.contains("`" + name + "`"), name);
    }
  }
}
