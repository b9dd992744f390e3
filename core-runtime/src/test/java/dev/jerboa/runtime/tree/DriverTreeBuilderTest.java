package dev.jerboa.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.power.Power;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriverTreeBuilderTest {
  private static final String GOOD =
      """
        dut:
          description: The board
          children:
            storage:
              type: jumpstarter_driver_flashers.driver.TIJ784S4Flasher
              config: {flasher_bundle: bundle, log_level: DEBUG}
              children:
                serial: {ref: console}
                power: {ref: "outlets.left"}
        console:
          type: jumpstarter_driver_pyserial.driver.PySerial
          methods_description: {pipe: Copy it}
          config: {url: /dev/ttyS77}
        outlets:
          children:
            left: {type: ykush, config: {password: "${env:PORT_PASSWORD}"}}
        again: {ref: dut.storage.power}
      """;

  @TempDir Path folder;
  private final FakeDrivers drivers = new FakeDrivers();
  private Labs labs;

  @BeforeEach
  void makeLabs() {
    labs = new Labs(folder, drivers);
  }

  @Test
  void aTreeIsBuiltChildrenFirstAndInFileOrder() {
    DriverTree tree = labs.build(GOOD);
    assertEquals(
        List.of(
            "create console",
            "create outlets.left",
            "create dut.storage.tftp",
            "create dut.storage"),
        drivers.events);
    assertEquals(
        List.of("dut", "console", "outlets", "again"),
        tree.roots().stream().map(DriverNode::name).toList());
  }

  @Test
  void nodesSayWhatTheFileSays() {
    DriverTree tree = labs.build(GOOD);
    DriverNode dut = tree.find("dut").orElseThrow();
    assertEquals(Optional.of("The board"), dut.description());
    assertEquals(Optional.empty(), dut.type());
    assertEquals(Optional.empty(), dut.driver());
    DriverNode storage = tree.find("dut.storage").orElseThrow();
    assertEquals(Optional.of("board"), storage.type());
    assertEquals("dut.storage", storage.path());
    assertEquals(
        List.of("serial", "power", "tftp"),
        storage.children().stream().map(DriverNode::name).toList());
    assertEquals(
        Map.of("pipe", "Copy it"), tree.find("console").orElseThrow().methodsDescription());
    assertEquals(Optional.empty(), tree.find("dut.nothing"));
    assertEquals(Optional.empty(), tree.find(""));
  }

  @Test
  void aReferenceIsTheSameDriver() {
    DriverTree tree = labs.build(GOOD);
    Driver left = tree.find("outlets.left").flatMap(DriverNode::driver).orElseThrow();
    DriverNode power = tree.find("dut.storage.power").orElseThrow();
    assertSame(left, power.driver().orElseThrow());
    assertSame(left, tree.find("again").flatMap(DriverNode::driver).orElseThrow());
    assertEquals("dut.storage.power", power.path());
    assertEquals(Optional.of("ykush"), power.type());
    assertEquals(
        List.of("outlets.left"),
        tree.capability(Power.class).stream().map(DriverNode::path).toList());
    assertTrue(power.capability(Power.class).isPresent());
  }

  @Test
  void aDriverIsLentItsChildrenAndFolders() throws Exception {
    DriverTree tree = labs.build(GOOD);
    var storage =
        assertInstanceOf(
            FakeDrivers.Fake.class,
            tree.find("dut.storage").flatMap(DriverNode::driver).orElseThrow());
    assertSame(
        tree.find("outlets.left").flatMap(DriverNode::driver).orElseThrow(),
        storage.context.child("power", Power.class));
    assertEquals(folder.resolve("b/c"), storage.context.resolve("x/../b/c"));
    assertEquals(Path.of("/abs"), storage.context.resolve("/abs"));
    assertEquals("jerboa.dut.storage", storage.context.logger().getName());
    assertFalse(Files.exists(folder.resolve("state")));
    Path state = storage.context.stateFolder();
    assertEquals("dut.storage", state.getFileName().toString());
    assertEquals(folder.resolve("state/drivers"), state.getParent().getParent());
    assertEquals(
        "[OWNER_EXECUTE, OWNER_READ, OWNER_WRITE]",
        Files.getPosixFilePermissions(state).stream().map(Enum::name).sorted().toList().toString());
    assertEquals(state, storage.context.stateFolder());
  }

  @Test
  void aChildThatIsNotThereIsSaidWithThoseThatAre() {
    DriverTree tree = labs.build(GOOD);
    var storage =
        (FakeDrivers.Fake) tree.find("dut.storage").flatMap(DriverNode::driver).orElseThrow();
    JerboaException e =
        assertThrows(JerboaException.class, () -> storage.context.child("serial", Power.class));
    assertEquals("config.child-missing", e.code());
    assertEquals(
        "dut.storage has no child 'serial' that offers Power; it has: serial ('serial' offers"
            + " Console), power ('ykush' offers Power), tftp ('tftp' offers nothing)",
        e.getMessage());
  }

  @Test
  void longAndOddPathsMakeShortFolders() {
    String name = "a/--/b" + "x".repeat(80);
    DriverTree tree = labs.build("  '" + name + "': {type: tftp}\n");
    var fake = (FakeDrivers.Fake) tree.roots().getFirst().driver().orElseThrow();
    String leaf = fake.context.stateFolder().getFileName().toString();
    assertTrue(leaf.matches("a_--_bx+-[0-9a-f]{8}") && leaf.length() == 32, leaf);
  }

  @Test
  void checkingOpensNothing() {
    new DriverTreeBuilder(drivers.catalog(), folder, Map.of("PORT_PASSWORD", "x"))
        .check(labs.config(GOOD));
    assertTrue(
        drivers.events.stream().allMatch(event -> event.startsWith("create ")),
        drivers.events::toString);
  }
}
