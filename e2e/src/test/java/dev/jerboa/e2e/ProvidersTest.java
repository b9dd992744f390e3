package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.driver.DriverFactory;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules are found on the class path as on the module path. */
class ProvidersTest {
  private static final String SERVICE = DriverFactory.class.getName();

  static List<Path> modulesWithDrivers() throws IOException {
    try (Stream<Path> modules = Files.list(VirtualLab.ROOT)) {
      return modules
          .map(module -> module.resolve("target/classes"))
          .filter(classes -> Files.exists(classes.resolve("module-info.class")))
          .filter(classes -> !providers(classes).isEmpty() || Files.exists(services(classes)))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("modulesWithDrivers")
  void theServiceFileEqualsTheModuleDescriptor(Path classes) throws IOException {
    assertTrue(Files.exists(services(classes)), () -> "there is no " + services(classes));
    assertEquals(providers(classes), new TreeSet<>(Files.readAllLines(services(classes))));
  }

  private static Path services(Path classes) {
    return classes.resolve("META-INF/services").resolve(SERVICE);
  }

  private static Set<String> providers(Path classes) {
    return ModuleFinder.of(classes).findAll().stream()
        .map(ModuleReference::descriptor)
        .flatMap(module -> module.provides().stream())
        .filter(provides -> provides.service().equals(SERVICE))
        .map(Provides::providers)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
