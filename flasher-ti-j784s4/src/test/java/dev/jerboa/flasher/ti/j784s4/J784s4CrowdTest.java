package dev.jerboa.flasher.ti.j784s4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.FlashReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class J784s4CrowdTest {
  private static final int BOARDS = 4;

  @TempDir Path folder;

  @Tag("K2")
  @Test
  void fourBoardsAreFlashedAtOnce() throws Exception {
    List<Callable<FlashReport>> flashes = new ArrayList<>();
    for (int i = 1; i <= BOARDS; i++) {
      Path own = folder.resolve("board" + i);
      Map<String, String> address = Map.of("127.0.0.1/8", "127.0.0." + (10 + i) + "/8");
      flashes.add(
          () -> {
            try (Bench bench = Bench.in(own, address)) {
              FlashReport report = bench.flash();
              assertArrayEquals(Bench.image(), bench.disk("emmc"));
              return report;
            }
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(BOARDS)) {
      for (Future<FlashReport> flash : threads.invokeAll(flashes, 60, TimeUnit.SECONDS)) {
        assertTrue(flash.get().verified());
      }
    }
  }
}
