package dev.jerboa.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.driver.DriverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PluginsTest extends PluginCase {
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
