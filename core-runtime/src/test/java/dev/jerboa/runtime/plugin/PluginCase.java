package dev.jerboa.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Folders for plugins, and what is seen of the plugins in them. */
abstract class PluginCase {
  @TempDir Path temp;

  Path work;

  Path folder;

  @BeforeEach
  void makeFolders() throws IOException {
    work = Files.createDirectory(temp.resolve("work"));
    folder = Files.createDirectory(temp.resolve("plugins"));
  }

  Folders folders() {
    return new Folders(temp, temp.resolve("cache"), temp.resolve("state")).withPlugins(folder);
  }

  String powerOf(String type) throws IOException {
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

  PluginInfo only() {
    try (Plugins plugins = Plugins.load(folders())) {
      assertEquals(1, plugins.all().size());
      return plugins.all().getFirst();
    }
  }

  void assertRefused(String because) {
    PluginInfo plugin = only();
    assertEquals(PluginInfo.State.REFUSED, plugin.state());
    assertTrue(plugin.reason().contains(because), plugin.reason());
  }

  static void describe(Path plugin, String id) throws IOException {
    Files.writeString(
        plugin.resolve("plugin.properties"), "plugin.id=" + id + "\nplugin.version=1.0.0\n");
  }

  void zip(String name, String entry, byte[] content) throws IOException {
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
}
