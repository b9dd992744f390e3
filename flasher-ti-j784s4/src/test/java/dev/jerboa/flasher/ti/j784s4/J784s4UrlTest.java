package dev.jerboa.flasher.ti.j784s4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest.Image;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flashes images that lie on a web server, the JDK's own. */
class J784s4UrlTest {
  private static final Pattern URL = Pattern.compile("http://127.0.0.1:\\d+/");

  @TempDir private Path folder;
  @TempDir private Path site;

  private Process server;
  private String url = "";

  @BeforeEach
  void serve() throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jwebserver");
    server =
        new ProcessBuilder(program.toString(), "-b", "127.0.0.1", "-p", "0", "-d", site.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader out = server.inputReader();
    while (url.isEmpty()) {
      String line = out.readLine();
      assertNotNull(line, "the web server ended");
      Matcher found = URL.matcher(line);
      url = found.find() ? found.group() : "";
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.destroy();
    int _ = server.waitFor();
  }

  private Image image(String name) {
    return Image.of(url + name);
  }

  @Test
  void anImageOfAWebServerIsFlashed() throws Exception {
    Files.write(site.resolve("os.img"), Bench.image());
    try (Bench bench = Bench.withFaults(folder, "")) {
      FlashReport report = bench.flash(List.of(image("os.img")), flash -> flash);
      assertTrue(report.verified());
      assertEquals("os.img", report.written().getFirst().file().getFileName().toString());
      assertArrayEquals(Bench.image(), bench.disk("emmc"));
      assertTrue(bench.notes().contains("fetched http://127.0.0.1"), bench::notes);
    }
  }

  @Test
  void whatTheServerDoesNotHaveLeavesTheBoardAlone() {
    try (Bench bench = Bench.withFaults(folder, "")) {
      JerboaException error =
          assertThrows(
              JerboaException.class, () -> bench.flash(List.of(image("none.img")), flash -> flash));
      assertEquals(ErrorClass.FETCH, error.errorClass());
      assertFalse(bench.events().stream().anyMatch(FlashEvent.PowerLeft.class::isInstance));
    }
  }
}
