package dev.jerboa.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriverTreeProblemsTest {
  @TempDir Path folder;
  private final FakeDrivers drivers = new FakeDrivers();
  private Labs labs;

  @BeforeEach
  void makeLabs() {
    labs = new Labs(folder, drivers);
  }

  private List<String> problemsOf(String nodes) {
    JerboaException e = assertThrows(JerboaException.class, () -> labs.build(nodes));
    assertEquals("config.invalid", e.code());
    int prefix = labs.file().toString().length() + 1;
    return e.getMessage().lines().skip(1).map(line -> line.substring(prefix)).toList();
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        defect(
            "  a: {type: serail}\n",
            "5:13: export.a.type: type 'serail' has no driver here; nearest: serial"),
        defect(
            "  a: {type: jumpstarter_driver_pyserial.driver.PySeriel, config: {url: x}}\n",
            "5:13: export.a.type: class 'jumpstarter_driver_pyserial.driver.PySeriel' has no"
                + " driver here; nearest: jumpstarter_driver_pyserial.driver.PySerial"),
        defect("  a: {type: serial}\n", "5:3: export.a.config.url: missing key"),
        defect("  a:\n    type: serial\n    config:\n", "7:12: export.a.config.url: missing key"),
        defect(
            "  a: {type: serial, config: {url: x, baudrat: 9600}}\n",
            "5:38: export.a.config.baudrat: unknown key; did you mean 'baudrate'?"),
        defect(
            "  a: {type: tftp, config: {port: x}, children: {b: {type: tftp}}}\n",
            "5:34: export.a.config.port: expected a whole number, found text",
            "5:49: export.a.children.b: 'tftp' does not take this child; it takes no children"),
        defect(
            """
              a:
                type: board
                children:
                  serail: {type: serial, config: {url: x}}
            """,
            "5:3: export.a.children.serial: missing child; 'board' needs a Console",
            "5:3: export.a.children.power: missing child; 'board' needs a Power",
            "8:7: export.a.children.serail: 'board' does not take this child; it takes only"
                + " serial, power, tftp; did you mean 'serial'?"),
        defect(
            "  a: {type: orphan}\n",
            "5:3: export.a.children.helper: type 'serail' has no driver here; nearest: serial"),
        defect(
            "  a: {ref: powr}\n  power: {type: ykush}\n",
            "5:12: export.a.ref: there is no node 'powr'; did you mean 'power'?"),
        defect(
            "  a: {ref: b.x}\n  b: {children: {y: {type: tftp}}}\n",
            "5:12: export.a.ref: there is no node 'b.x'; did you mean 'b.y'?"),
        defect("  a: {ref: a}\n", "5:12: export.a.ref: the reference leads back to itself: a -> a"),
        defect(
            "  a: {ref: b}\n  b: {ref: a}\n",
            "6:12: export.b.ref: the reference leads back to itself: a -> b -> a"),
        defect(
            "  a: {children: {b: {children: {c: {ref: a}}}}}\n",
            "5:42: export.a.children.b.children.c.ref: the reference leads back to itself: a ->"
                + " a.b -> a.b.c -> a"),
        defect(
            "  a: {ref: b.x}\n  b: {ref: a.x}\n",
            "5:12: export.a.ref: there is no node 'b.x'",
            "6:12: export.b.ref: there is no node 'a.x'"),
        defect(
            """
              a: {type: serial, config: {url: /dev/ttyS99}}
              b: {children: {c: {type: serial, config: {url: /dev/ttyS99}}}}
            """,
            "6:50: export.b.children.c.config.url: 'b.c' and 'a' (line 5) use the same serial"
                + " port; let one be a 'ref' to the other"));
  }

  private static Arguments defect(String nodes, String... problems) {
    return Arguments.of(nodes, List.of(problems));
  }

  @ParameterizedTest
  @MethodSource("defects")
  @Tag("C3")
  @Tag("C4")
  @Tag("C8")
  void everyDefectIsSaidAtItsPlaceBeforeAnythingIsCreated(String nodes, List<String> problems) {
    assertEquals(problems, problemsOf(nodes));
    assertEquals(List.of(), drivers.events);
  }

  @Test
  @Tag("C4")
  void theFileItsTypesReferencesChildrenAndConfigurationAreCheckedInOnePass() {
    assertEquals(
        List.of(
            "5:12: export.a.ref: there is no node 'nowhere'",
            "6:13: export.b.type: type 'nothing' has no driver here; known: serial, ykush, tftp,"
                + " board, endless, orphan, broken",
            "7:3: export.c.children.power: missing child; 'board' needs a Power",
            "7:29: export.c.config.bundle: unknown key",
            "7:60: export.c.children.serial: expected a mapping, found a whole number",
            "8:7: export.d.typ: unknown key; did you mean 'type'?"),
        problemsOf(
            """
              a: {ref: nowhere}
              b: {type: nothing}
              c: {type: board, config: {bundle: x}, children: {serial: 1}}
              d: {typ: x}
            """));
  }

  @Test
  void twoNamesOfOneSerialPortAreOnePort() throws Exception {
    Path device = Files.createFile(folder.resolve("device"));
    Path link = Files.createSymbolicLink(folder.resolve("by-id"), device);
    List<String> problems =
        problemsOf(
            "  a: {type: serial, config: {url: %s}}\n  b: {type: serial, config: {url: %s}}\n"
                .formatted(device, link));
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("'b' and 'a' (line 5)"), problems::toString);
  }

  @Test
  void loopsAreNotShared() {
    labs.build(
        """
          a: {type: serial, config: {url: "loop://"}}
          b: {type: serial, config: {url: "loop://"}}
        """);
    assertEquals(2, drivers.events.size());
  }

  @Test
  void aChildMustOfferWhatTheParentNeeds() {
    assertEquals(
        List.of(
            "8:7: export.a.children.serial: 'serial' of 'board' must offer Console; 'ykush' offers"
                + " Power"),
        problemsOf(
            """
              a:
                type: board
                children:
                  serial: {type: ykush}
                  power: {type: ykush}
            """));
  }

  @Test
  void aGroupOffersNothing() {
    assertEquals(
        List.of(
            "8:7: export.a.children.serial: 'serial' of 'board' must offer Console; it is a group"
                + " without a driver"),
        problemsOf(
            """
              a:
                type: board
                children:
                  serial: {ref: hub}
                  power: {type: ykush}
              hub: {children: {}}
            """));
    assertEquals(List.of(), drivers.events);
  }

  @Test
  void allDriversThatCannotBeCreatedAreSaidWithoutTheirSecrets() {
    assertEquals(
        List.of(
            "5:3: export.a: port above 3, login ********; Use 1 to 3",
            "6:3: export.b: port above 3, login ; Use 1 to 3"),
        problemsOf(
            """
              a: {type: ykush, config: {port: 4, password: "${env:PORT_PASSWORD}"}}
              b: {type: ykush, config: {port: 5}}
              c: {type: tftp}
            """));
  }

  @Test
  void aParentOfADriverThatCannotBeCreatedIsNotBlamed() {
    assertEquals(
        List.of("9:7: export.a.children.power: port above 3, login ; Use 1 to 3"),
        problemsOf(
            """
              a:
                type: board
                children:
                  serial: {type: serial, config: {url: 'loop://'}}
                  power: {type: ykush, config: {port: 4}}
            """));
  }

  @Test
  void aDefectOfADriverIsSaidWithTheNode() {
    JerboaException e =
        assertThrows(JerboaException.class, () -> labs.build("  a: {type: broken}\n"));
    assertEquals("plugin.create-failed", e.code());
    assertEquals(
        "the driver 'broken' of 'a' (line 5) failed while it was created:"
            + " java.lang.UnsupportedOperationException",
        e.getMessage());
  }

  @Test
  void childrenWithoutAnEndAreADefectOfThePlugin() {
    JerboaException e =
        assertThrows(JerboaException.class, () -> labs.build("  a: {type: endless}\n"));
    assertEquals("plugin.endless-children", e.code());
  }

  @Test
  void aLongChainOfReferencesEnds() {
    String chain =
        IntStream.range(0, 2000)
            .mapToObj(i -> "  r%d: {ref: r%d}\n".formatted(i, i + 1))
            .collect(Collectors.joining());
    List<String> problems = problemsOf(chain + "  r2000: {type: tftp}\n");
    assertTrue(problems.getFirst().contains("nest deeper than 500 levels"), problems::toString);
  }
}
