package dev.jerboa.shell.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewProjectTest {
  private static final Sdk SDK = new Sdk(Path.of("/opt/jerboa/sdk"), "0.1.0");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyFileIsWrittenAndFilled(PluginKind kind) throws IOException {
    new PluginProject(kind, "acme-x2", "org.acme").write(folder, SDK);
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertEquals(Template.filesOf(kind).size(), written.size());
      for (Path file : written) {
        String text = Files.readString(file);
        assertFalse(text.isBlank() || text.contains("{{"), file::toString);
      }
    }
    Path factory = folder.resolve("src/main/java/org/acme/AcmeX2Factory.java");
    assertTrue(Files.readString(factory).contains("return \"acme-x2\";"));
    Path services =
        folder.resolve("src/main/resources/META-INF/services/dev.jerboa.api.driver.DriverFactory");
    assertEquals("org.acme.AcmeX2Factory\n", Files.readString(services));
    String pom = Files.readString(folder.resolve("pom.xml"));
    assertTrue(pom.contains("<jerboa.sdk>file:///opt/jerboa/sdk</jerboa.sdk>"), pom);
    assertTrue(pom.contains("&gt;=0.1.0 &amp; &lt;0.2.0"), pom);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "2x", "a--b", "a-", "a_b", "../a", "a b"})
  void aBadNameIsRefused(String name) {
    assertRefused("usage.plugin-name", () -> new PluginProject(PluginKind.POWER, name, "org.acme"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "org.acme.", "org.int", "org/acme"})
  void aBadPackageIsRefused(String name) {
    assertRefused("usage.plugin-name", () -> new PluginProject(PluginKind.POWER, "acme", name));
  }

  @Test
  void aFileInTheWayIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("acme"));
    PluginProject project = new PluginProject(PluginKind.POWER, "acme", "org.acme");
    assertRefused("usage.not-empty", () -> project.write(file, SDK));
    assertRefused("usage.not-empty", () -> project.write(folder, SDK));
  }

  private static void assertRefused(String code, Runnable call) {
    JerboaException error = assertThrows(JerboaException.class, call::run);
    assertEquals(code, error.code());
    assertFalse(error.hint().isEmpty());
  }
}
