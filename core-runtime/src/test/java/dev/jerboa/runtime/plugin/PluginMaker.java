package dev.jerboa.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.api.driver.DriverFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;

/** Builds plugins from source with the JDK's own tools, as a third party would. */
final class PluginMaker {
  private final Path work;
  private final String name;
  private final Map<String, String> sources = new TreeMap<>();
  private final Map<String, String> manifest = new TreeMap<>();
  private final Map<String, String> resources = new TreeMap<>();
  private final List<Path> libraries = new ArrayList<>();

  private PluginMaker(Path work, String name) {
    this.work = work.resolve(name);
    this.name = name;
  }

  /** Starts a plugin without code. */
  static PluginMaker empty(Path work, String name) {
    PluginMaker maker = new PluginMaker(work, name);
    maker.manifest.put("Plugin-Id", "acme-" + name);
    maker.manifest.put("Plugin-Version", "1.2.3");
    return maker;
  }

  /** Starts a plain plugin with one power driver. */
  static PluginMaker power(Path work, String name) {
    return empty(work, name)
        .source("Config", "public record Config(int port) {}")
        .factory("acme-" + name, "", "\"\"")
        .service("acme." + name + ".Factory");
  }

  /**
   * Replaces the factory: its type, a statement in {@code create}, what the driver calls itself.
   */
  PluginMaker factory(String type, String statement, String text) {
    sources.put(
        "acme/" + name + "/Factory.java",
        """
      package acme.%1$s;

      import dev.jerboa.api.driver.*;
      import dev.jerboa.api.power.Power;

      public final class Factory implements DriverFactory<Config> {
        public String type() { return "%2$s"; }
        public Class<Config> configType() { return Config.class; }
        public Driver create(Config config, DriverContext context) {
          %3$s
          return new Outlet();
        }
        private record Outlet() implements Driver, Power {
          public void on() {}
          public void off() {}
          public String toString() { return %4$s; }
        }
      }
      """
            .formatted(name, type, statement, text));
    return this;
  }

  PluginMaker source(String type, String code) {
    sources.put("acme/" + name + "/" + type + ".java", "package acme." + name + ";\n" + code);
    return this;
  }

  PluginMaker service(String provider) {
    resources.put("META-INF/services/" + DriverFactory.class.getName(), provider + "\n");
    return this;
  }

  PluginMaker modular(String directives) {
    resources.clear();
    sources.put(
        "module-info.java",
        "module acme.%1$s { requires dev.jerboa.api; provides %2$s with acme.%1$s.Factory; %3$s }"
            .formatted(name, DriverFactory.class.getName(), directives));
    return this;
  }

  PluginMaker manifest(String key, String value) {
    manifest.put(key, value);
    return this;
  }

  PluginMaker without(String key) {
    manifest.remove(key);
    return this;
  }

  PluginMaker library(Path jar) {
    libraries.add(jar);
    return this;
  }

  /** Removes a class after it was compiled. */
  Path jarWithout(Path folder, String classFile) throws IOException {
    Path classes = compile();
    Files.delete(classes.resolve("acme/" + name + "/" + classFile));
    return pack(classes, folder.resolve(name + ".jar"));
  }

  Path jar(Path folder) throws IOException {
    return pack(compile(), folder.resolve(name + ".jar"));
  }

  private Path compile() throws IOException {
    Path source = write(work.resolve("src"), sources);
    Path classes = write(work.resolve("classes"), resources);
    List<String> args =
        new ArrayList<>(List.of("-d", classes.toString(), "--release", "25", "-proc:none"));
    List<Path> path = new ArrayList<>(libraries);
    path.addFirst(placeOf(DriverFactory.class));
    args.add(sources.containsKey("module-info.java") ? "-p" : "-cp");
    args.add(String.join(":", path.stream().map(Path::toString).toList()));
    sources.keySet().forEach(file -> args.add(source.resolve(file).toString()));
    if (!sources.isEmpty()) {
      run("javac", args);
    }
    return classes;
  }

  private Path pack(Path classes, Path jar) throws IOException {
    String lines =
        manifest.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
            .reduce("", String::concat);
    Path file = Files.writeString(work.resolve("manifest"), lines);
    run(
        "jar",
        List.of("-c", "-f", jar.toString(), "-m", file.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  private static Path write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  static Path placeOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
  }

  private static void run(String tool, List<String> args) {
    StringWriter output = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    int status =
        ToolProvider.findFirst(tool).orElseThrow().run(out, out, args.toArray(String[]::new));
    assertEquals(0, status, () -> tool + " " + args + "\n" + output);
  }
}
