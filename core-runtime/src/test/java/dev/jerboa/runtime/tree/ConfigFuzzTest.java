package dev.jerboa.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.LabConfigReader;
import dev.jerboa.runtime.config.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
  @Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void noFileCausesMoreThanProblems() throws IOException {
    Random random = new Random(SEED);
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      refused += tryOut(mutated(random), "file " + i + " of seed " + SEED);
    }
    assertTrue(refused > FILES / 2 && refused < FILES, "refused " + refused);
  }

  static Stream<String> hostile() {
    return Stream.of(
        "[",
        "{a: ",
        "- ",
        "? ",
        "- ? ",
        "!",
        "&a ",
        "*a ",
        "\"",
        "x",
        "x ",
        "x\n",
        "x: |\n",
        " \n",
        "#\n",
        "---\n",
        "[x, x, ",
        "%TAG ! !\n",
        "\u2028");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  @Tag("C5")
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aMebibyteOfTheSameEndsSoon(String part) throws IOException {
    assertEquals(1, tryOut(filled("", part), part));
    assertEquals(1, tryOut(filled("a: ", part), part));
    assertEquals(1, tryOut(filled("a: \"", part), part));
    assertEquals(1, tryOut(filled("a:\n  - ", part), part));
  }

  private static byte[] filled(String start, String part) {
    String text = start + part.repeat((YamlDocument.MOST_BYTES - start.length()) / part.length());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<String> manyNodes() {
    return Stream.of(
        "  n%d: {ref: nothing_%<d}\n",
        "  n%d: {ref: n0.a.b.c}\n",
        "  n%d: {type: jumpstarter_driver_yepkit.driver.Ykush%<d}\n",
        "  n%d: {type: ykush, config: {prt%<d: 1}}\n",
        "  n%d: {type: serial, config: {url: /dev/tty}}\n",
        "  n%d: {typ%<d: 1}\n");
  }

  @ParameterizedTest
  @MethodSource("manyNodes")
  @Tag("C5")
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void thousandsOfWrongNodesEndSoon(String node) throws IOException {
    StringBuilder text = new StringBuilder(Labs.HEAD);
    for (int i = 0; i < 2500; i++) {
      text.append(node.formatted(i));
    }
    assertEquals(1, tryOut(text.toString().getBytes(StandardCharsets.UTF_8), node));
  }

  private int tryOut(byte[] content, String name) throws IOException {
    Path file = Files.write(folder.resolve("lab.yaml"), content);
    DriverCatalog catalog = new DriverCatalog(new FakeDrivers().types());
    try {
      new DriverTreeBuilder(catalog, folder, Map.of()).build(new LabConfigReader().read(file));
      return 0;
    } catch (JerboaException e) {
      assertEquals("config.invalid", e.code(), name);
      assertTrue(e.getMessage().lines().count() > 1, name);
      return 1;
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(name, e);
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
