package dev.jerboa.runtime.tree;

import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.LabConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Exporter files for tests, in a folder that the test removes. */
record Labs(Path folder, FakeDrivers drivers) {
  /** The lines before the first node; nodes are indented by two. */
  static final String HEAD =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: demo}
      export:
      """;

  LabConfig config(String nodes) {
    try {
      return new LabConfigReader().read(Files.writeString(file(), HEAD + nodes));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  Path file() {
    return folder.resolve("lab.yaml");
  }

  DriverTree build(String nodes) {
    return new DriverTreeBuilder(
            drivers.catalog(), folder.resolve("state"), Map.of("PORT_PASSWORD", "hunter2"))
        .build(config(nodes));
  }
}
