package dev.jerboa.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** A plugin that is broken in any way is explained, and harms nothing else. */
class BrokenPluginsTest extends PluginCase {
  @Test
  void folderWithoutDescriptorIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertRefused("folder without plugin.properties");
  }

  @Test
  void zipThatLeadsOutIsRefusedWhole() throws IOException {
    zip("evil.zip", "../../evil.txt", new byte[] {1});
    assertRefused("'../../evil.txt' leads out");
    assertFalse(Files.exists(temp.resolve("cache/plugins")));
  }

  @Test
  void jarWithoutDescriptorIsRefused() throws IOException {
    PluginMaker.power(work, "nameless").without("Plugin-Id").jar(folder);
    assertRefused("does not say its id");
  }

  @Test
  void fileThatIsNoJarIsRefused() throws IOException {
    Files.writeString(folder.resolve("text.jar"), "no jar");
    assertRefused("no descriptor that can be read");
  }

  @Test
  void missingClassIsNamed() throws IOException {
    PluginMaker.power(work, "torn").jarWithout(folder, "Config.class");
    assertRefused("missing: acme.torn.Config");
  }

  @Test
  void missingProviderIsNamed() throws IOException {
    PluginMaker.power(work, "wrong").service("acme.wrong.Absent").jar(folder);
    assertRefused("META-INF/services names the class acme.wrong.Absent, which it does not have");
  }

  @Test
  void otherApiVersionIsRefused() throws IOException {
    PluginMaker.power(work, "future").manifest("Plugin-Requires", ">=9.0.0").jar(folder);
    assertRefused("made for API version >=9.0.0, and this is 0.1.0");
  }

  @Test
  void versionRangeThatCannotBeReadIsRefused() throws IOException {
    PluginMaker.power(work, "range").manifest("Plugin-Requires", "about 3").jar(folder);
    assertEquals(PluginInfo.State.REFUSED, only().state());
  }

  @Test
  void throwingFactoryIsRefused() throws IOException {
    PluginMaker.power(work, "throwing")
        .factory("acme\" + Integer.parseInt(\"no licence\") + \"", "", "\"\"")
        .jar(folder);
    assertRefused("no licence");
  }

  @Test
  void duplicateTypeIsRefusedAndTheFirstStays() throws IOException {
    PluginMaker.power(work, "a").factory("acme", "", "\"the first\"").jar(folder);
    PluginMaker.power(work, "b").factory("acme", "", "\"the second\"").jar(folder);
    try (Plugins plugins = Plugins.load(folders())) {
      assertEquals(List.of("acme-b"), plugins.refused().stream().map(PluginInfo::id).toList());
      String reason = plugins.refused().getFirst().reason();
      assertTrue(reason.contains("two drivers claim the type 'acme'"), reason);
    }
    assertEquals("the first", powerOf("acme"));
  }

  @Test
  void typeOfABuiltInDriverCannotBeTaken() throws IOException {
    PluginMaker.power(work, "greedy").factory("flasher", "", "\"\"").jar(folder);
    assertRefused("two drivers claim the type 'flasher'");
  }

  @Test
  void sameIdTwiceIsRefusedBothTimesWithBothPaths() throws IOException {
    PluginMaker.power(work, "x").manifest("Plugin-Id", "same").jar(folder);
    PluginMaker.power(work, "y").manifest("Plugin-Id", "same").jar(folder);
    try (Plugins plugins = Plugins.load(folders())) {
      assertEquals(2, plugins.refused().size());
      plugins
          .refused()
          .forEach(
              plugin ->
                  assertTrue(
                      plugin.reason().contains("x.jar") && plugin.reason().contains("y.jar"),
                      plugin.reason()));
    }
  }

  @Test
  void whatEverybodyCanWriteIsRefusedUnread() throws IOException {
    Path jar = PluginMaker.power(work, "open").jar(folder);
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertRefused("every user of this machine can write to");
  }

  @Test
  void aThrowingCreateNamesTheDriverAndThePlugin() throws IOException {
    PluginMaker.power(work, "late")
        .factory(
            "acme-late", "if (config.port() == 3) throw new IllegalStateException(\"x\");", "\"\"")
        .jar(folder);
    JerboaException error =
        Assertions.assertThrows(JerboaException.class, () -> powerOf("acme-late"));
    assertEquals("plugin.create-failed", error.code());
  }

  @Test
  void aFactoryThatNeverReturnsIsGivenUp() throws IOException {
    PluginMaker.power(work, "endless")
        .source(
            "Endless",
            "public class Endless { static { new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); } public static int x() { return 1; } }")
        .factory("acme-endless\" + Endless.x() + \"", "", "\"\"")
        .jar(folder);
    PluginMaker.power(work, "fine").jar(folder);
    try (Plugins plugins = Plugins.load(folders())) {
      assertEquals(
          List.of("acme-endless"), plugins.refused().stream().map(PluginInfo::id).toList());
      assertTrue(plugins.refused().getFirst().reason().contains("did not return within"));
      assertTrue(plugins.catalog().find("acme-fine").isPresent());
    }
  }
}
