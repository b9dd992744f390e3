package dev.jerboa.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir private Path temp;
  private Path work;
  private Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    work = Files.createDirectory(temp.resolve("work"));
    folder = Files.createDirectory(temp.resolve("plugins"));
  }

  private Folders folders() {
    return new Folders(temp, temp.resolve("cache"), temp.resolve("state")).withPlugins(folder);
  }

  private String powerOf(String type) throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("lab.yaml"),
            """
            apiVersion: jumpstarter.dev/v1alpha1
            kind: ExporterConfig
            metadata: {name: test, namespace: default}
            export:
              power: {type: %s, config: {port: 3}}
            """
                .formatted(type));
    try (Lab lab = Lab.load(file.toString(), folders())) {
      return lab.tree().roots().getFirst().driver().orElseThrow().toString();
    }
  }

  private PluginInfo only() {
    try (Plugins plugins = Plugins.load(folders())) {
      assertEquals(1, plugins.all().size());
      return plugins.all().getFirst();
    }
  }

  private void assertRefused(String because) {
    PluginInfo plugin = only();
    assertEquals(PluginInfo.State.REFUSED, plugin.state());
    assertTrue(plugin.reason().contains(because), plugin.reason());
  }

  @Test
  void noFolderMeansNoPlugins() throws IOException {
    Files.delete(folder);
    try (Plugins plugins = Plugins.load(folders())) {
      assertEquals(List.of(), plugins.all());
      assertTrue(plugins.catalog().find("flasher").isPresent());
    }
  }

  @Test
  void plainJarWorks() throws IOException {
    PluginMaker.power(work, "plain")
        .manifest("Plugin-Provider", "Acme")
        .manifest("Plugin-Description", "Outlets of Acme")
        .manifest("Plugin-Requires", ">=0.1.0 & <0.2.0")
        .factory("acme-plain", "", "Factory.class.getModule().isNamed() + \" named\"")
        .jar(folder);
    assertEquals(
        new PluginInfo(
            "acme-plain",
            "1.2.3",
            "Acme",
            "Outlets of Acme",
            folder.resolve("plain.jar"),
            List.of("acme-plain"),
            PluginInfo.State.LOADED,
            ""),
        only());
    assertEquals("false named", powerOf("acme-plain"));
  }

  @Test
  void nameOfAPlainJarNeedNotMakeAModuleName() throws IOException {
    Files.move(PluginMaker.power(work, "plain").jar(folder), folder.resolve("new-3.jar"));
    assertEquals(PluginInfo.State.LOADED, only().state(), only().reason());
  }

  @Test
  void folderWithoutDescriptorIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertRefused("folder without plugin.properties");
  }

  @Test
  void modularJarWorksAsModuleAlthoughItOpensNothing() throws IOException {
    PluginMaker.power(work, "mod")
        .modular("requires java.net.http;")
        .factory(
            "acme-mod",
            "",
            "Factory.class.getModule().getName() + java.net.http.HttpClient.Version.HTTP_2")
        .jar(folder);
    assertEquals("acme.modHTTP_2", powerOf("acme-mod"));
  }

  @Test
  void twoPluginsHaveTwoVersionsOfOneLibrary() throws IOException {
    for (String version : List.of("one", "two")) {
      Path library =
          PluginMaker.empty(work.resolve(version), "lib")
              .source(
                  "Lib",
                  "public class Lib { public static String v() { return \"" + version + "\"; } }")
              .jar(Files.createDirectories(work.resolve(version)));
      Path plugin = Files.createDirectories(folder.resolve(version).resolve("lib"));
      Files.copy(library, plugin.resolve("library.jar"));
      PluginMaker.power(work, version)
          .library(library)
          .factory("acme-" + version, "", "acme.lib.Lib.v()")
          .jar(plugin);
      describe(folder.resolve(version), "acme-" + version);
    }
    assertEquals("one", powerOf("acme-one"));
    assertEquals("two", powerOf("acme-two"));
  }

  private static void describe(Path plugin, String id) throws IOException {
    Files.writeString(
        plugin.resolve("plugin.properties"), "plugin.id=" + id + "\nplugin.version=1.0.0\n");
  }

  @Test
  void librariesAndInsidesOfTheHostAreNotSeen() throws IOException {
    PluginMaker.power(work, "curious")
        .source(
            "Look",
            """
            public class Look {
              static String at(String name) {
                try {
                  return Class.forName(name).getName();
                } catch (ClassNotFoundException e) {
                  return "hidden";
                }
              }
            }
            """)
        .factory(
            "acme-curious",
            "",
            "Look.at(\"org.pf4j.Plugin\") + Look.at(\"dev.jerboa.runtime.Lab\") + Look.at(\"java.sql.Date\")")
        .jar(folder);
    assertEquals("hiddenhiddenjava.sql.Date", powerOf("acme-curious"));
  }

  @Test
  void zipIsUnpackedIntoTheCacheAndUsed() throws IOException {
    Path jar = PluginMaker.power(work, "zipped").factory("acme-zipped", "", "\"zip\"").jar(work);
    zip("zipped.zip", "lib/zipped.jar", Files.readAllBytes(jar));
    assertEquals("zip", powerOf("acme-zipped"));
    assertEquals("zip", powerOf("acme-zipped"), "a second time, from the cache");
    assertEquals(List.of("zipped.zip"), List.of(folder.toFile().list()));
  }

  private void zip(String name, String entry, byte[] content) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("plugin.properties"));
      zip.write(
          "plugin.id=acme-zipped\nplugin.version=1.0.0\n"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
    }
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
    assertRefused("acme.wrong.Absent not found");
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
  void copyOfTheApiInAPlainPluginIsNotUsed() throws IOException {
    Path plugin = Files.createDirectories(folder.resolve("fat").resolve("lib"));
    PluginMaker.power(work, "fat").factory("acme-fat", "", "\"fat\"").jar(plugin);
    Files.copy(apiJar(), plugin.resolve("core-api.jar"));
    describe(folder.resolve("fat"), "acme-fat");
    PluginInfo info = only();
    assertEquals(PluginInfo.State.LOADED, info.state(), info.reason());
    assertTrue(info.reason().contains("copy of dev.jerboa.api"), info.reason());
    assertEquals("fat", powerOf("acme-fat"));
  }

  @Test
  void copyOfTheApiInAModularPluginIsNotUsed() throws IOException {
    Path plugin = Files.createDirectories(folder.resolve("fatmod").resolve("lib"));
    PluginMaker.power(work, "fatmod").modular("").factory("acme-fatmod", "", "\"fat\"").jar(plugin);
    Files.copy(apiJar(), plugin.resolve("core-api.jar"));
    describe(folder.resolve("fatmod"), "acme-fatmod");
    assertTrue(only().reason().contains("copy of dev.jerboa.api"));
    assertEquals("fat", powerOf("acme-fatmod"));
  }

  /** The API as a jar, from the classes that the tests run with. */
  private Path apiJar() throws IOException {
    Path place = PluginMaker.placeOf(DriverFactory.class);
    if (Files.isRegularFile(place)) {
      return place;
    }
    Path jar = work.resolve("api.jar");
    Assertions.assertEquals(
        0,
        java.util.spi.ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "-c", "-f", jar.toString(), "-C", place.toString(), "."));
    return jar;
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

  @Test
  void nothingOfAPluginStaysOpen() throws IOException {
    Path jar = PluginMaker.power(work, "gone").jar(folder);
    try (Plugins plugins = Plugins.load(folders())) {
      assertTrue(plugins.catalog().find("acme-gone").isPresent());
      assertTrue(openFiles().contains(jar), "the jar is open while the plugin is in use");
    }
    assertFalse(openFiles().contains(jar));
  }

  private static List<Path> openFiles() throws IOException {
    try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
      return links.flatMap(PluginsTest::target).toList();
    }
  }

  private static Stream<Path> target(Path link) {
    try {
      return Stream.of(Files.readSymbolicLink(link));
    } catch (IOException e) {
      return Stream.empty(); // closed in the meantime
    }
  }
}
