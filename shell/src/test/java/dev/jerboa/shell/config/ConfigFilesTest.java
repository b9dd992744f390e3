package dev.jerboa.shell.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.runtime.config.InvalidConfigException;
import dev.jerboa.runtime.config.LabConfigReader;
import dev.jerboa.runtime.config.YamlData;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.runtime.tree.DriverTreeBuilder;
import dev.jerboa.runtime.tree.DriverType;
import dev.jerboa.runtime.tree.ExampleLab;
import dev.jerboa.runtime.tree.ResolvedLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole configuration files with the real drivers. */
class ConfigFilesTest {
  private static final DriverCatalog CATALOG = DriverCatalog.builtIn();

  @TempDir private Path folder;

  static List<Case> broken() throws IOException {
    return Case.broken();
  }

  static List<Case> reference() throws IOException {
    return Case.reference();
  }

  static List<DriverType> types() {
    return CATALOG.describe();
  }

  private ResolvedLab check(byte[] content) {
    try {
      Path file = Files.write(folder.resolve("lab.yaml"), content);
      return new DriverTreeBuilder(CATALOG, folder).check(new LabConfigReader().read(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ResolvedLab check(String yaml) {
    return check(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> problemsOf(byte[] content) {
    int prefix = folder.resolve("lab.yaml").toString().length() + 1;
    return assertThrows(InvalidConfigException.class, () -> check(content)).problems().stream()
        .map(problem -> problem.toString().substring(prefix))
        .toList();
  }

  private void assertSays(Case file) {
    List<String> said = problemsOf(file.yaml().getBytes(StandardCharsets.UTF_8));
    boolean all =
        said.size() == file.expected().size()
            && IntStream.range(0, said.size())
                .allMatch(i -> file.expected().get(i).fits(said.get(i)));
    assertTrue(all, () -> file.yaml() + String.join("\n", said));
    assertFalse(said.toString().contains("hunter2"), said::toString);
  }

  @ParameterizedTest
  @MethodSource("broken")
  @Tag("C3")
  @Tag("C4")
  void everyDefectIsSaidAtItsPlace(Case file) {
    assertSays(file);
  }

  @ParameterizedTest
  @MethodSource("reference")
  void aFileOfJumpstarterLoadsOrIsRefusedForTheRightReason(Case file) {
    if (file.expected().isEmpty()) {
      check(file.yaml());
    } else {
      assertSays(file);
    }
  }

  @Test
  void whatIsNoTextIsSaidAtItsPlace() {
    byte[] latin1 = "apiVersion: x\nkind: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(List.of("2:10: the file is not UTF-8 text here"), problemsOf(latin1));
    assertEquals(List.of("1:1: the file is empty"), problemsOf(new byte[0]));
    assertEquals(
        List.of("1:4: the character U+0000 is not allowed"),
        problemsOf("a: \u0000".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aliasesThatMultiplyAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", List.of(alias, alias))));
    }
    for (int i = 9; i < 20; i++) {
      bomb.append("b%d: [*a8, *a8, *a8, *a8, *a8, *a8]\n".formatted(i));
    }
    List<String> said = problemsOf(bomb.toString().getBytes(StandardCharsets.UTF_8));
    assertTrue(said.getFirst().contains("aliases counted in full"), said::toString);
  }

  @ParameterizedTest
  @MethodSource("types")
  void theExampleOfATypeLoads(DriverType type) {
    ResolvedLab lab = check(YamlData.write(ExampleLab.of(type, CATALOG)));
    assertEquals("example", lab.name());
    assertFalse(type.description().isEmpty(), type.id());
    assertFalse(type.offers().isEmpty(), type.id());
    type.keys().forEach(key -> assertTrue(key.doc().isPresent(), type.id() + "." + key.name()));
  }

  @Test
  void noDriverThatIsHereIsSaidToBeMissing() throws IOException {
    Path table =
        Path.of("../core-runtime/src/main/resources/dev/jerboa/runtime/tree")
            .resolve("jumpstarter-drivers.properties");
    List<String> missing =
        Files.readAllLines(table).stream()
            .filter(line -> line.startsWith("jumpstarter_"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .toList();
    assertTrue(missing.size() > 40, missing::toString);
    assertEquals(
        List.of(), missing.stream().filter(name -> CATALOG.find(name).isPresent()).toList());
  }

  @Test
  void whatIsResolvedLoadsAgainAndResolvesToItself() {
    String yaml =
        Case.HEAD
            + """
            token: ${file:token}
            export:
              board:
                type: simulated-board
                config: {password: hunter2, disks: {sd: {file: sd.img, size: 1M}}}
              dut:
                children:
                  storage:
                    type: jumpstarter_driver_flashers.driver.BaseFlasher
                    description: The board
                    config: {flasher_bundle: b, cache_dir: /var/cache}
                    children:
                      serial: {ref: board}
                      power: {ref: board}
            """;
    writeToken();
    ResolvedLab lab = check(yaml);
    String resolved = YamlData.write(lab.document());
    assertTrue(resolved.contains("token: ${file:token}"), resolved);
    assertTrue(resolved.contains("password: '********'"), resolved);
    assertTrue(resolved.contains("x-automatic: true"), resolved);
    assertTrue(resolved.contains("port: 69"), resolved);
    assertTrue(resolved.contains("ref: board"), resolved);
    assertFalse(resolved.contains("hunter2"), resolved);
    assertEquals(5, lab.drivers());
    assertEquals(3, lab.automatic());
    assertEquals(2, lab.references());
    assertEquals(
        List.of("token: has no effect here", "cache_dir: has no effect here"),
        lab.notes().stream()
            .map(note -> note.path().replaceAll(".*\\.", "") + ": " + note.text())
            .toList());
    String unmarked = resolved.replaceAll(" *x-automatic: true\n", "");
    assertEquals(unmarked, YamlData.write(check(resolved).document()));
  }

  private void writeToken() {
    try {
      Files.writeString(folder.resolve("token"), "hunter2\n");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
