package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.Lab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLabTest {
  @TempDir Path folder;

  @Test
  void runsAWholeConfigurationInItsOwnFolders() throws Exception {
    String nodes =
        """
        dut:
          type: sample
          config: {url: here, key: open-sesame}
          children:
            hub: {type: twin}
        """;
    TestLab testLab = TestLab.in(folder).file("notes/a.txt", new byte[3]).with(new Twin());
    try (Lab lab = testLab.open(TestLab.exporter(nodes))) {
      lab.power("dut").on();
      assertEquals(Optional.of(PowerState.ON), lab.power("dut").read());
    }
    assertEquals("on", Files.readString(folder.resolve("outlet")));
    assertTrue(Files.isDirectory(folder.resolve("state")));
    assertEquals(3, Files.size(folder.resolve("notes/a.txt")));
  }

  @Test
  void tellsWhatIsWrongWithTheFile() {
    TestLab lab = TestLab.in(folder);
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> lab.open(TestLab.exporter("dut: {type: twin}\n")).close());
    assertTrue(error.getMessage().contains("lab.yaml:5:15: "), error::getMessage);
  }

  /** A switch that is not registered as a service. */
  private static final class Twin implements DriverFactory<Twin.None> {
    /** No keys. */
    record None() {}

    @Override
    public String type() {
      return "twin";
    }

    @Override
    public Class<None> configType() {
      return None.class;
    }

    @Override
    public Driver create(None config, DriverContext context) {
      return new SampleDriver(
          Flaw.NONE, new SampleFactory.Config("hub", new Secret("x"), 1), context);
    }
  }
}
