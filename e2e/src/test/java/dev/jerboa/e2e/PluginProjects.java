package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Plugin projects as third parties have them, built outside of this project's build, each once.
 *
 * <p>What they build stays in {@code e2e/target/plugins}, one folder a project.
 */
final class PluginProjects {
  private static final Path TARGET = VirtualLab.ROOT.resolve("e2e/target");
  private static final Path PLUGINS = TARGET.resolve("plugins");
  private static final Path REPOSITORY = TARGET.resolve("m2");
  private static final long LIMIT_SECONDS = 600;

  private static final Map<String, Path> BUILT = new HashMap<>();

  private PluginProjects() {}

  /** Returns the built project of an example. */
  static synchronized Path example(String name) throws Exception {
    if (!BUILT.containsKey(name)) {
      Path project = fresh(name);
      copy(VirtualLab.ROOT.resolve("examples").resolve(name), project);
      build(project);
    }
    return BUILT.get(name);
  }

  /** Returns the built project that the program writes for a kind of plugin. */
  static synchronized Path generated(String kind, String name) throws Exception {
    if (!BUILT.containsKey(name)) {
      Path project = fresh(name);
      String[] words = {"plugins", "new", kind, name, "--dir", project.toString()};
      run(0, PLUGINS, jerboa(words));
      build(project);
    }
    return BUILT.get(name);
  }

  private static void build(Path project) throws Exception {
    String sdk = "-Djerboa.sdk=" + VirtualLab.ROOT.resolve("shell/target/jerboa/sdk").toUri();
    run(0, project, List.of(maven().resolve("mvn").toString(), "-q", sdk, "package"));
    BUILT.put(project.getFileName().toString(), project);
  }

  /**
   * Returns a folder with a {@code mvn} that needs no network and does not know of other builds of
   * this project.
   */
  static Path maven() throws IOException {
    linkRepository(Path.of(System.getProperty("jerboa.repository")));
    Path bin = Files.createDirectories(TARGET.resolve("bin"));
    Path script =
        Files.writeString(
            bin.resolve("mvn"),
            """
            #!/bin/sh
            PATH=${PATH#*/e2e/target/bin:}
            JAVA_HOME='%s' exec mvn -B -o -Dmaven.repo.local='%s' -Daether.offline.protocols=file "$@"
            """
                .formatted(System.getProperty("java.home"), REPOSITORY));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return bin;
  }

  /** Maven's own repository without its copy of this project, which could be an old one. */
  private static void linkRepository(Path own) throws IOException {
    remove(REPOSITORY.resolve("dev/jerboa"));
    link(own, REPOSITORY, "dev");
    if (Files.exists(own.resolve("dev"))) {
      link(own.resolve("dev"), REPOSITORY.resolve("dev"), "jerboa");
    }
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(e -> !e.endsWith(except)).toList()) {
        Path link = to.resolve(entry.getFileName());
        if (!Files.isSymbolicLink(link)) {
          Files.createSymbolicLink(link, entry);
        }
      }
    }
  }

  /** Copies what is under version control of an example: all but what it was built to. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !f.startsWith(from.resolve("target"))).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static Path fresh(String name) throws IOException {
    Path project = PLUGINS.resolve(name);
    remove(project);
    Files.createDirectories(PLUGINS);
    return project;
  }

  /** Removes a folder; links in it are removed and not followed. */
  private static void remove(Path folder) throws IOException {
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  static List<String> jerboa(String... words) {
    List<String> command = new ArrayList<>(List.of(VirtualLab.ROOT.resolve("jerboa").toString()));
    command.addAll(Arrays.asList(words));
    return command;
  }

  /** Runs a program, which must end with this status, and returns everything that it printed. */
  static String run(int expected, Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile("plugin-project", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("JERBOA_NO_BUILD", "1");
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertTrue(ended, () -> command + " has not ended");
      String said = Files.readString(output);
      assertEquals(expected, process.exitValue(), () -> command + " said:\n" + said);
      return said;
    } finally {
      Files.delete(output);
    }
  }
}
