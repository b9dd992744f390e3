package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Projects of third parties build with nothing but the packaged program. */
class PluginProjectTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"power, new-power", "serial, new-serial", "board, new-board"})
  void aNewProjectBuilds(String kind, String name) throws Exception {
    Path project = PluginProjects.generated(kind, name);
    assertTrue(Files.exists(project.resolve(".gitignore")));
    Attributes manifest = manifest(project.resolve("target").resolve(name + "-0.1.0.jar"));
    assertEquals(name, manifest.getValue("Plugin-Id"));
    assertEquals("0.1.0", manifest.getValue("Plugin-Version"));
    assertEquals(">=0.1.0 & <0.2.0", manifest.getValue("Plugin-Requires"));
    assertTrue(Files.exists(project.resolve("target/surefire-reports")), "tests have run");
  }

  @Test
  void theExampleOfADriverBuilds() throws Exception {
    Path built = PluginProjects.example("acme-pdu").resolve("target/acme-pdu");
    assertTrue(Files.readString(built.resolve("plugin.properties")).contains("plugin.id=acme-pdu"));
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      assertEquals(
          List.of("acme-pdu-0.1.0.jar", "jackson-core-3.2.0.jar"),
          jars.map(jar -> jar.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void theExampleOfABoardBuilds() throws Exception {
    Path jar = PluginProjects.example("acme-board").resolve("target/acme-board-0.1.0.jar");
    assertEquals("acme-board", manifest(jar).getValue("Plugin-Id"));
  }

  @ParameterizedTest
  @CsvSource({
    "Acme, usage.plugin-name",
    "acme--pdu, usage.plugin-name",
    "../acme, usage.plugin-name",
    "serial, usage.plugin-name",
    "int, usage.plugin-name",
  })
  void aBadNameIsRefused(String name, String code) throws Exception {
    String said =
        PluginProjects.run(2, folder, PluginProjects.jerboa("plugins", "new", "power", name));
    assertTrue(said.contains(code), said);
    assertEquals(0, folder.toFile().list().length, "nothing is written");
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws Exception {
    Files.createDirectory(folder.resolve("acme-pdu"));
    Files.createFile(folder.resolve("acme-pdu/work.txt"));
    String said =
        PluginProjects.run(2, folder, PluginProjects.jerboa("plugins", "new", "power", "acme-pdu"));
    assertTrue(said.contains("usage.not-empty"), said);
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }
}
