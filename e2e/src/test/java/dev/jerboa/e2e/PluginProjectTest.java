package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Projects of third parties build with nothing but the packaged program and what Maven has fetched
 * for the program itself.
 *
 * <p>What they build stays in {@code e2e/target/plugins}, one folder a project.
 */
class PluginProjectTest {
  private static final Path PLUGINS = VirtualLab.ROOT.resolve("e2e/target/plugins");
  private static final Path EXAMPLES = VirtualLab.ROOT.resolve("examples");
  private static final long LIMIT_SECONDS = 600;

  private static final Path REPOSITORY = VirtualLab.ROOT.resolve("e2e/target/m2");

  @TempDir private Path folder;

  /** Maven's own repository without its copy of this project, which could be an old one. */
  @BeforeAll
  static void linkRepository() throws IOException {
    Path own = Path.of(System.getProperty("jerboa.repository"));
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

  @ParameterizedTest
  @CsvSource({"power, new-power", "serial, new-serial", "board, new-board"})
  void aNewProjectBuilds(String kind, String name) throws Exception {
    Path project = fresh(name);
    jerboa("plugins", "new", kind, name, "--dir", project.toString(), "--package", "org.acme.lab");
    assertTrue(Files.exists(project.resolve(".gitignore")));
    build(project);
    Attributes manifest = manifest(project.resolve("target").resolve(name + "-0.1.0.jar"));
    assertEquals(name, manifest.getValue("Plugin-Id"));
    assertEquals("0.1.0", manifest.getValue("Plugin-Version"));
    assertEquals(">=0.1.0 & <0.2.0", manifest.getValue("Plugin-Requires"));
    assertTrue(Files.exists(project.resolve("target/surefire-reports")), "tests have run");
  }

  @Test
  void theExampleOfADriverBuilds() throws Exception {
    Path built = buildExample("acme-pdu").resolve("target/acme-pdu");
    assertTrue(Files.readString(built.resolve("plugin.properties")).contains("plugin.id=acme-pdu"));
    try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
      assertEquals(
          List.of("acme-pdu-0.1.0.jar", "jackson-core-3.2.0.jar"),
          jars.map(jar -> jar.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void theExampleOfABoardBuilds() throws Exception {
    Path jar = buildExample("acme-board").resolve("target/acme-board-0.1.0.jar");
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
    String said = run(2, folder, jerboaWords("plugins", "new", "power", name));
    assertTrue(said.contains(code), said);
    assertEquals(0, folder.toFile().list().length, "nothing is written");
  }

  @Test
  void aFolderThatIsNotEmptyIsRefused() throws Exception {
    Files.createDirectory(folder.resolve("acme-pdu"));
    Files.createFile(folder.resolve("acme-pdu/work.txt"));
    String said = run(2, folder, jerboaWords("plugins", "new", "power", "acme-pdu"));
    assertTrue(said.contains("usage.not-empty"), said);
  }

  private static Path buildExample(String name) throws Exception {
    Path project = fresh(name);
    copy(EXAMPLES.resolve(name), project);
    build(project);
    return project;
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

  private static void build(Path project) throws Exception {
    List<String> maven =
        List.of(
            "mvn",
            "-B",
            "-o",
            "-q",
            "-Dmaven.repo.local=" + REPOSITORY,
            "-Daether.offline.protocols=file",
            "-Djerboa.sdk=" + VirtualLab.ROOT.resolve("shell/target/jerboa/sdk").toUri(),
            "package");
    run(0, project, maven);
  }

  private static void jerboa(String... words) throws Exception {
    run(0, PLUGINS, jerboaWords(words));
  }

  private static List<String> jerboaWords(String... words) {
    List<String> command = new ArrayList<>(List.of(VirtualLab.ROOT.resolve("jerboa").toString()));
    command.addAll(Arrays.asList(words));
    return command;
  }

  /** Returns everything that a program printed. */
  private static String run(int expected, Path folder, List<String> command) throws Exception {
    Path output = Files.createTempFile("plugin-project", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().put("JERBOA_NO_BUILD", "1");
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
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

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }
}
