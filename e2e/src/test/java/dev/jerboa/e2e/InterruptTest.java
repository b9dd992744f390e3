package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is interrupted or killed leaves the board as promised, and works again. */
class InterruptTest {
  private static final double PROMISED_SECONDS = 5;

  private VirtualLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new VirtualLab().slowDisk(4 * VirtualLab.MIB);
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private Running flashUntil(String step) throws Exception {
    Path image = lab.image("some.img", 20 * VirtualLab.MIB);
    return lab.start("--json", "storage", "flash", image.toString())
        .awaitOutput("\"step-started\",\"step\":\"" + step + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "INT, 130, enter-bootloader",
    "INT, 130, load-flasher-os",
    "TERM, 143, boot-flasher-os",
    "INT, 130, write-image",
    "TERM, 143, verify-image",
  })
  @Tag("X1")
  @Tag("X2")
  void signalPowersTheBoardOff(String signal, int code, String step) throws Exception {
    Running flash = flashUntil(step);
    long start = System.nanoTime();
    flash.signal(signal);
    flash.await().expect(code, "interrupted");
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(seconds < PROMISED_SECONDS, "it took " + seconds + " s");
    assertEquals(List.of(), lab.emulators(), "the power is off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare-image", "load-flasher-os", "write-image"})
  @Tag("X3")
  void sameCommandWorksAgainAfterAKill(String step) throws Exception {
    Running flash = flashUntil(step);
    flash.signal("KILL");
    assertEquals(137, flash.await().exit());
    Path image = lab.file("some.img");
    lab.run("storage", "flash", image.toString(), "--retries", "0").expect(0, "verified");
    lab.assertHolds("disk.img", image);
    assertEquals(List.of(), lab.emulators());
  }
}
