package dev.jerboa.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.LabConfigReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFuzzTest {
  private static final int FILES = 20_000;
  private static final long SEED = 20260101;
  private static final String SEEDLING =
      Labs.HEAD
          + """
            power: &p {type: ykush, config: {port: 2, password: "hunter2canary"}}
            dut:
              children:
                storage:
                  type: jumpstarter_driver_flashers.driver.TIJ784S4Flasher
                  config: {flasher_bundle: ${env:NOT_SET}}
                  children:
                    serial: {type: serial, config: {url: /dev/ttyX, baudrate: 0x10, cps: 1.5}}
                    power: {ref: power}
                    tftp: {type: tftp, config: {port: 69}}
            copy: *p
            loop: {ref: dut.storage.power}
          """;
  private static final List<String> TOKENS =
      List.of(
          "\n",
          "  ",
          "\t",
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "&a ",
          "*a",
          "*p",
          "!!int ",
          "!x ",
          "<<: *p",
          "null",
          "~",
          "'",
          "\"",
          "|",
          ">",
          "---\n",
          "...\n",
          "#",
          "%YAML 1.1\n",
          "? ",
          "type",
          "ref: dut",
          "ref: copy.x",
          "children:",
          "config:",
          "0x",
          "1e999",
          "${file:.}",
          "${env:",
          "\uFEFF",
          "\u0000",
          "\u2028",
          "\ud83d\ude00",
          "x-");

  @TempDir Path folder;

  @Test
  @Tag("C5")
  @Tag("G5")
  void noFileCausesMoreThanProblems() {
    Random random = new Random(SEED);
    Labs labs = new Labs(folder, new FakeDrivers());
    DriverTreeBuilder builder =
        new DriverTreeBuilder(new DriverCatalog(labs.drivers().types()), folder, Map.of());
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] content = mutated(random);
      String name = "file " + i + " of seed " + SEED;
      refused +=
          assertTimeoutPreemptively(Duration.ofSeconds(10), () -> tryOut(builder, content), name);
    }
    assertTrue(refused > FILES / 2 && refused < FILES, "refused " + refused);
  }

  private int tryOut(DriverTreeBuilder builder, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("lab.yaml"), content);
    try {
      builder.build(new LabConfigReader().read(file));
      return 0;
    } catch (JerboaException e) {
      assertFalse(e.getMessage().startsWith("0 problems"), e.getMessage());
      assertTrue(e.code().startsWith("config."), e::code);
      return 1;
    }
  }

  private static byte[] mutated(Random random) {
    StringBuilder text = new StringBuilder(SEEDLING);
    int edits = random.nextInt(6);
    for (int i = 0; i < edits; i++) {
      edit(text, random);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (random.nextInt(10) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static void edit(StringBuilder text, Random random) {
    int from = random.nextInt(text.length());
    int to = Math.min(text.length(), from + random.nextInt(20));
    switch (random.nextInt(5)) {
      case 0 -> text.delete(from, to);
      case 1 -> text.insert(random.nextInt(text.length()), text.substring(from, to));
      case 2 -> text.insert(from, TOKENS.get(random.nextInt(TOKENS.size())));
      case 3 -> text.replace(from, to, TOKENS.get(random.nextInt(TOKENS.size())));
      default -> text.insert(from, TOKENS.get(random.nextInt(TOKENS.size())).repeat(100));
    }
  }
}
