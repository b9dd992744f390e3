package dev.jerboa.testkit;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.state.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder in which a whole configuration is loaded and used, with cache and state of its own.
 *
 * <p>The types at hand are those on the path of the test, and those that are added.
 */
public final class TestLab {
  private final Path folder;
  private final List<DriverFactory<?>> added = new ArrayList<>();

  private TestLab(Path folder) {
    this.folder = folder;
  }

  /** Uses a folder, which the caller removes. */
  public static TestLab in(Path folder) {
    return new TestLab(folder);
  }

  /** Adds a type that is not registered as a service. */
  public TestLab with(DriverFactory<?> factory) {
    added.add(factory);
    return this;
  }

  /** Writes a file beside the configuration, and the folders that lead to it. */
  public TestLab file(String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the exporter file that holds these nodes, which are written without indentation. */
  public static String exporter(String nodes) {
    return """
    apiVersion: jumpstarter.dev/v1alpha1
    kind: ExporterConfig
    metadata: {namespace: default, name: test}
    export:
    """
        + nodes.indent(2);
  }

  /**
   * Loads an exporter file, {@code lab.yaml} in the folder. The caller closes the lab.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code CONFIG} with every problem in the file
   */
  public Lab open(String yaml) {
    file("lab.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    return Lab.load(folder.resolve("lab.yaml").toString(), folders(), Plugins.ofTypes(added));
  }

  private Folders folders() {
    return Folders.of(
        Map.of(
            "JERBOA_CONFIG_HOME", folder.resolve("config").toString(),
            "JERBOA_CACHE_HOME", folder.resolve("cache").toString(),
            "JERBOA_STATE_HOME", folder.resolve("state").toString(),
            "JERBOA_DATA_HOME", folder.resolve("data").toString()));
  }
}
