package dev.jerboa.runtime.tree;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriverCatalogTest {
  private final FakeDrivers drivers = new FakeDrivers();
  private final DriverCatalog catalog = drivers.catalog();

  @Test
  void aTypeIsFoundByItsIdAndItsAliases() {
    Optional<DriverFactory<?>> byType = catalog.find("ykush");
    assertEquals("ykush", byType.orElseThrow().type());
    assertSame(byType.get(), catalog.find("jumpstarter_driver_yepkit.driver.Ykush").orElseThrow());
    assertEquals(Optional.empty(), catalog.find("Ykush"));
  }

  @Test
  void typesAreInTheOrderOfTheFactories() {
    assertEquals(
        List.of("serial", "ykush", "tftp", "board", "endless", "orphan", "broken"),
        catalog.types());
  }

  @Test
  void anUnknownTypeIsExplainedByNearOnesOrAll() {
    assertEquals(
        "type 'serail' has no driver here; nearest: serial", catalog.explainUnknown("serail"));
    assertEquals(
        "class 'jumpstarter_driver_yepkit.driver.Yepkit' has no driver here; nearest:"
            + " jumpstarter_driver_yepkit.driver.Ykush, jumpstarter_driver_pyserial.driver.PySerial",
        catalog.explainUnknown("jumpstarter_driver_yepkit.driver.Yepkit"));
    assertEquals(
        "type 'zzzzzz' has no driver here; known: serial, ykush, tftp, board, endless, orphan,"
            + " broken",
        catalog.explainUnknown("zzzzzz"));
  }

  @Test
  void twoDriversOfOneNameAreRefusedWithTheirOrigin() {
    List<DriverFactory<?>> types = new ArrayList<>(drivers.types());
    types.addAll(new FakeDrivers().types());
    JerboaException e = assertThrows(JerboaException.class, () -> new DriverCatalog(types));
    assertEquals("plugin.duplicate-type", e.code());
    assertTrue(e.getMessage().contains("'serial'"), e.getMessage());
    String origin = FakeDrivers.Type.class.getName() + " in file:";
    int first = e.getMessage().indexOf(origin);
    assertTrue(first > 0 && e.getMessage().lastIndexOf(origin) > first, e.getMessage());
  }

  @Test
  void aDriverMayNameItsTypeAmongItsAliases() {
    DriverFactory<?> type =
        new FakeDrivers.Type<>(
            "a",
            Set.of("a", "b"),
            FakeDrivers.NoConfig.class,
            List.of(),
            (config, context) -> null);
    assertSame(type, new DriverCatalog(List.of(type)).find("b").orElseThrow());
  }

  @Test
  void aFactoryThatFailsToDescribeItselfIsADefectOfThePlugin() {
    DriverFactory<?> type =
        new FakeDrivers.Type<>("a", Set.of(), null, null, (config, context) -> null);
    JerboaException e = assertThrows(JerboaException.class, () -> new DriverCatalog(List.of(type)));
    assertEquals("plugin.factory", e.code());
    assertTrue(e.getMessage().contains(FakeDrivers.Type.class.getName()), e.getMessage());
  }

  @Test
  void whatTheModulesProvideIsTaken() {
    assertDoesNotThrow(DriverCatalog::builtIn);
  }
}
