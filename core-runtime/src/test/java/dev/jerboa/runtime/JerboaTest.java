package dev.jerboa.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JerboaTest {
  private static final String EMPTY =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: bench}
      export:
        uboot: {type: uboot}
      """;

  @TempDir private Path folder;

  @Test
  void opensALab() throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), EMPTY);
    try (Lab lab = Jerboa.open(file)) {
      assertEquals("bench", lab.name());
      JerboaException e = assertThrows(JerboaException.class, () -> lab.power("power"));
      assertEquals("usage.node", e.code());
      e = assertThrows(JerboaException.class, () -> lab.power("uboot"));
      assertEquals("usage.capability", e.code());
    }
  }
}
