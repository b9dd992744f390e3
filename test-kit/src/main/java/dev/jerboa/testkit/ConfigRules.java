package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How wrong configurations must be refused. */
final class ConfigRules {
  private ConfigRules() {}

  /** Requires a problem with a changed key, at its place. */
  static void requireProblem(ConfigProbe probe, String key) {
    List<Problem> problems = probe.problems();
    assertTrue(
        problems.stream()
            .anyMatch(p -> p.path().equals(key) && p.position().equals(ConfigProbe.SPOT)),
        () -> "the key '" + key + "' is wrong at " + ConfigProbe.SPOT + ", but told: " + problems);
  }

  /** Requires that a configuration is refused, as text or when the driver is created. */
  static void requireRefusal(DriverContract contract, String config, Path folder) {
    try {
      Specimen.create(contract, config, folder).close();
    } catch (JerboaException e) {
      assertEquals(ErrorClass.CONFIG, e.errorClass(), () -> config + "\n" + e.getMessage());
      assertFalse(e.hint().isBlank(), () -> e.code() + " has no hint");
      return;
    } catch (RuntimeException e) {
      throw new AssertionError(
          "must be refused with a JerboaException, not " + e + ":\n" + config, e);
    }
    throw new AssertionError("must be refused:\n" + config);
  }

  static Set<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
