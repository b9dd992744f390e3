package dev.jerboa.flasher.ti.j784s4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.power.PowerState;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class J784s4FlashTest {
  @TempDir Path folder;

  @Test
  void theDiskEqualsTheImageAndThePowerIsOff() {
    try (Bench bench = Bench.in(folder, Map.of("baudrate: 921600", "baudrate: 115200"))) {
      FlashReport report = bench.flash();
      assertTrue(report.verified());
      assertEquals("/dev/mmcblk0", report.written().getFirst().device().path());
      assertEquals(0, report.written().getFirst().rewritten());
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
      assertArrayEquals(new byte[Bench.IMAGE_SIZE], bench.disk("usd"));
      assertEquals(PowerState.OFF, bench.board().read());
      assertEquals(1, bench.board().starts());
    }
  }

  @Test
  void theFirstLoginIsAccepted() {
    try (Bench bench = Bench.in(folder, Map.of())) {
      assertTrue(bench.flash().verified());
      assertFalse(bench.transcript().contains("Login incorrect"));
    }
  }

  @Test
  void theTargetThatIsNamedIsWritten() {
    try (Bench bench = Bench.in(folder, Map.of())) {
      FlashReport report = bench.flash(options -> options.target("usd"));
      assertEquals("/dev/mmcblk1", report.written().getFirst().device().path());
      assertArrayEquals(Bench.image(), bench.disk("usd"));
      assertArrayEquals(new byte[Bench.IMAGE_SIZE], bench.disk("emmc"));
    }
  }

  @Test
  void theDeviceTreeOfTheVariantIsLoaded() {
    try (Bench bench = Bench.in(folder, Map.of("variant: k3-j784s4-evm", "variant: k3-am69-sk"))) {
      assertTrue(bench.flash().verified());
      assertTrue(bench.transcript().contains("Filename 'k3-am69-sk.dtb'"));
      assertTrue(bench.transcript().contains("booti 0x82000000 - 0x88000000"));
    }
  }

  @Test
  void theTypeAndItsNameInJumpstarterAreProvidedByTheModule() {
    String name = "jumpstarter_driver_flashers.driver.TIJ784S4Flasher";
    try (Bench bench = Bench.in(folder, Map.of("type: ti-j784s4", "type: " + name))) {
      assertEquals(0, bench.board().starts());
    }
    var module = ModuleFinder.of(Path.of("target/classes")).find("dev.jerboa.flasher.ti.j784s4");
    assertTrue(
        module.orElseThrow().descriptor().provides().stream()
            .anyMatch(provides -> provides.providers().contains(J784s4Factory.class.getName())));
  }

  @Test
  void withoutABundleTheErrorSaysHowToGetOne() {
    Map<String, String> changes = Map.of("flasher_bundle: bundle", "cache_dir: /var/lib/x");
    JerboaException error =
        assertThrows(JerboaException.class, () -> Bench.in(folder, changes).close());
    assertEquals(ErrorClass.CONFIG, error.errorClass());
    assertTrue(error.getMessage().contains("bundles/ti-j784s4"), error::getMessage);
  }

  @Test
  void aWrongVariantEndsBeforeThePowerIsTouched() {
    try (Bench bench = Bench.in(folder, Map.of("variant: k3-j784s4-evm", "variant: k3-j721e"))) {
      JerboaException error = assertThrows(JerboaException.class, bench::flash);
      assertEquals("config.variant", error.code());
      assertTrue(error.hint().contains("k3-am69-sk"));
      assertEquals(0, bench.board().starts());
    }
  }
}
