package com.acme.jerboa.board;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.runtime.Lab;
import dev.jerboa.testkit.DriverContract;
import dev.jerboa.testkit.TestBundle;
import dev.jerboa.testkit.TestLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inherits the tests of every driver, and flashes a simulated board. */
class AcmeBoardTest implements DriverContract {
  private static final int IMAGE_SIZE = 1 << 20;

  @Override
  public DriverFactory<?> factory() {
    return new AcmeBoardFactory();
  }

  @Override
  public String config() {
    return "flasher_bundle: bundle";
  }

  @Override
  public List<String> refusedConfigs() {
    return List.of(""); // a board without a bundle
  }

  @Test
  void flashesByItsOwnRecipe(@TempDir Path folder) throws IOException {
    byte[] image = TestBundle.bytes(IMAGE_SIZE, 42);
    TestBundle.write(folder.resolve("bundle"), resource("manifest.yaml"));
    TestLab files = TestLab.in(folder).file("os.img", image);
    List<FlashEvent> events = new CopyOnWriteArrayList<>();
    try (Lab lab = files.open(resource("lab.yaml"))) {
      var report =
          lab.storage("storage")
              .listener(events::add)
              .flash(folder.resolve("os.img").toString(), flash -> flash.retries(0));
      assertTrue(report.verified());
    }
    try (var disk = Files.newInputStream(folder.resolve("emmc"))) {
      assertArrayEquals(image, disk.readNBytes(IMAGE_SIZE));
    }
    assertTrue(
        events.stream().anyMatch(event -> event.toString().contains("stop-watchdog")),
        events::toString);
  }

  private static String resource(String name) throws IOException {
    try (var in = AcmeBoardTest.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
