package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Secret;
import dev.jerboa.runtime.config.LabNode.DriverEntry;
import dev.jerboa.runtime.config.LabNode.GroupEntry;
import dev.jerboa.runtime.config.LabNode.RefEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LabConfigReaderTest {
  private static final String HEAD =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: demo}
      """;

  @TempDir Path folder;

  private LabConfig read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), text);
    return new LabConfigReader(Map.of("TOKEN", "hunter2")).read(file);
  }

  private List<String> problemsOf(String text) throws IOException {
    return read(text).problems().stream()
        .map(Problem::toString)
        .map(line -> line.substring(folder.resolve("lab.yaml").toString().length() + 1))
        .toList();
  }

  @Test
  void everyKeyOfTheReferenceIsTaken() throws IOException {
    LabConfig config =
        read(
            HEAD
                + """
                endpoint: lab.example:443
                token: ${env:TOKEN}
                tls: {ca: "", insecure: true}
                grpcOptions: {grpc.keepalive_time_ms: 1000}
                description: The lab
                motd: Be kind
                x-note: mine
                hooks: {beforeLease: {script: echo hello}}
                failureDetection: {maxRapidFailures: 5}
                exitOnLeaseEnd: false
                export:
                  power:
                    type: mock-power
                    description: The outlet
                    methods_description: {on: Switch it on}
                    log_level: debug
                    config:
                  dut:
                    children:
                      storage:
                        type: board
                        config: {flasher_bundle: b}
                        children:
                          power: {ref: power}
                  x-old: {anything: goes}
                """);
    assertEquals(List.of(), config.problems());
    assertEquals(
        new LabConfig.Metadata("demo", Optional.of("default")), config.header().metadata());
    assertEquals(Optional.of(new Secret("hunter2")), config.header().token());
    assertEquals(Optional.of(new LabConfig.Tls("", true)), config.header().tls());
    assertEquals(
        Optional.of(Map.of("grpc.keepalive_time_ms", "1000")), config.header().grpcOptions());
    assertEquals(Optional.of("Be kind"), config.header().motd());
    assertEquals(2, config.export().size());
    DriverEntry power = assertInstanceOf(DriverEntry.class, config.export().getFirst());
    assertEquals("mock-power", power.type().name());
    assertEquals(new Position(16, 11), power.type().position());
    assertEquals(Optional.of("The outlet"), power.description());
    assertEquals(Map.of("on", "Switch it on"), power.methodsDescription());
    assertEquals(List.of(), power.config().orElseThrow().entries());
    GroupEntry dut = assertInstanceOf(GroupEntry.class, config.export().getLast());
    DriverEntry storage = assertInstanceOf(DriverEntry.class, dut.children().getFirst());
    RefEntry ref = assertInstanceOf(RefEntry.class, storage.children().getFirst());
    assertEquals("power", ref.target());
    assertEquals("export.dut.children.storage.children.power", ref.label().yamlPath());
    assertEquals(new Position(27, 11), ref.label().position());
  }

  @Test
  void keysWithoutEffectAreNoted() throws IOException {
    LabConfig config = read(HEAD + "hooks: {beforeLease: {script: x}}\n");
    assertEquals(
        List.of(config.file() + ":4:1: hooks: has no effect here"),
        config.notes().stream().map(Problem::toString).toList());
  }

  @Test
  @Tag("C6")
  void aFileThatAnyoneMayWriteIsNoted() throws IOException {
    Path file = Files.writeString(folder.resolve("open.yaml"), HEAD);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertEquals(
        List.of(file + ":1:1: every user of this machine may write to this file"),
        new LabConfigReader(Map.of()).read(file).notes().stream().map(Problem::toString).toList());
  }

  @Test
  @Tag("A2")
  void theTextFormOfAFileShowsNoValueOfIt() throws IOException {
    LabConfig config =
        read(HEAD + "token: hunter2\nexport:\n  a: {type: t, config: {password: [hunter2]}}\n");
    assertFalse(config.toString().contains("hunter2"), config::toString);
  }

  @Test
  void theFolderIsThatOfTheFile() throws IOException {
    assertEquals(folder, read(HEAD).folder());
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of(
            "apiVersion: v1\nkind: ExporterConfig\nmetadata: {name: a}\n",
            List.of("1:13: apiVersion: apiVersion must be jumpstarter.dev/v1alpha1")),
        Arguments.of(
            "apiVersion: jumpstarter.dev/v1alpha1\nkind: Exporter\nmetadata: {name: a}\n",
            List.of("2:7: kind: kind must be ExporterConfig")),
        Arguments.of(
            "kind: ExporterConfig\nmetadata: {}\n",
            List.of("1:1: apiVersion: missing key", "2:11: metadata.name: missing key")),
        Arguments.of("[]\n", List.of("1:1: expected a mapping, found a list")),
        defect("exprot: {}\n", "4:1: exprot: unknown key; did you mean 'export'?"),
        defect("token:\n", "4:7: token: is empty; remove the key or give it a value"),
        defect("token: ${env:GONE}\n", "4:8: token: the environment variable 'GONE' is not set"),
        defect("export:\n", "4:8: export: is empty; remove the key or give it a value"),
        defect("export: [a]\n", "4:9: export: expected a mapping, found a list"),
        defect("export:\n  a:\n", "5:5: export.a: is empty; remove the key or give it a value"),
        defect(
            "export:\n  a: {}\n",
            "5:3: export.a: needs one of the keys 'type', 'children' and 'ref'"),
        defect("export:\n  a: x\n", "5:6: export.a: expected a mapping, found text"),
        defect(
            "export:\n  a:\n    typ: serial\n    children: {}\n",
            "6:5: export.a.typ: unknown key; did you mean 'type'?"),
        defect(
            "export:\n  a:\n    type:\n    children: {}\n",
            "6:10: export.a.type: is empty; remove the key or give it a value"),
        defect(
            "export:\n  a:\n    config: {b: 1}\n    children: {}\n",
            "6:5: export.a.config: needs the key 'type' beside it"),
        defect(
            "export:\n  a: {type: t, config: [x], children: 5}\n",
            "5:24: export.a.config: expected a mapping, found a list",
            "5:39: export.a.children: expected a mapping, found a whole number"),
        defect(
            "export:\n  a: {type: t, description: ~}\n",
            "5:29: export.a.description: is empty; remove the key or give it a value"),
        defect(
            "export:\n  a: {type: t, log_level: LOUD}\n",
            "5:27: export.a.log_level: expected one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        defect(
            "export:\n  a: {ref: b, config: {}}\n",
            "5:15: export.a.config: a node with 'ref' takes no other key"),
        defect(
            "export:\n  a.b: {ref: c}\n  'd e': {ref: c}\n",
            "5:3: export.a.b: the name of a node has no dots and no white space",
            "6:3: export.d e: the name of a node has no dots and no white space"),
        defect(
            "export:\n  a:\n    children:\n      b: {tpye: x}\n      c: {children: {d: 1}}\n",
            "7:11: export.a.children.b.tpye: unknown key; did you mean 'type'?",
            "8:25: export.a.children.c.children.d: expected a mapping, found a whole number"),
        defect(
            "export:\n  a: {ref: x}\n  a: {ref: y}\n",
            "6:3: export.a: the key stands here a second time; first on line 5"));
  }

  private static Arguments defect(String text, String... problems) {
    return Arguments.of(HEAD + text, List.of(problems));
  }

  @ParameterizedTest
  @MethodSource("defects")
  @Tag("C3")
  @Tag("C4")
  @Tag("C7")
  void everyDefectIsSaidAtItsPlace(String text, List<String> problems) throws IOException {
    assertEquals(problems, problemsOf(text));
  }

  @Test
  void aNodeWithAWrongSideKeyIsStillADriver() throws IOException {
    LabConfig config = read(HEAD + "export:\n  a: {type: t, description: [x], config: {k: 1}}\n");
    DriverEntry entry = assertInstanceOf(DriverEntry.class, config.export().getFirst());
    assertTrue(entry.config().orElseThrow().entry("k").isPresent());
    assertEquals(1, config.problems().size());
  }

  @Test
  void namesThatTheFileDoesNotGiveComeFromTheEnvironment() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("lab.yaml"),
            "apiVersion: jumpstarter.dev/v1alpha1\nkind: ExporterConfig\nmetadata: {}\n");
    Map<String, String> environment = Map.of("JMP_NAME", "demo", "JMP_NAMESPACE", "lab");
    LabConfig config = new LabConfigReader(environment).read(file);
    assertEquals(List.of(), config.problems());
    assertEquals(new LabConfig.Metadata("demo", Optional.of("lab")), config.header().metadata());
  }

  @Test
  void namesInTheFileWin() throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), HEAD);
    LabConfig config = new LabConfigReader(Map.of("JMP_NAME", "other")).read(file);
    assertEquals("demo", config.header().metadata().name());
  }
}
