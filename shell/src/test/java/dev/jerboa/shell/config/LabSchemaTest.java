package dev.jerboa.shell.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.YamlData;
import dev.jerboa.runtime.config.YamlDocument;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.runtime.tree.DriverType;
import dev.jerboa.runtime.tree.ExampleLab;
import dev.jerboa.runtime.tree.LabSchema;
import dev.jerboa.shell.output.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An editor that knows the schema sees what Jerboa sees. */
class LabSchemaTest {
  private static final DriverCatalog CATALOG = DriverCatalog.builtIn();
  private static final Schema SCHEMA = schema(LabSchema.of(CATALOG));

  /** What only the reader sees: values it looks up, relations between nodes, and ranges. */
  private static final List<String> UNSEEN =
      List.of(
          "second time",
          "there is no node",
          "leads back",
          "same serial port",
          "is not set",
          "there is no file",
          "metadata.name: missing key",
          "not in 0..65535",
          "outside of",
          "must offer Power; 'serial'",
          "no flasher_bundle",
          "log_level: expected",
          "longer than 0",
          "url '",
          "host is not");

  private static Schema schema(Map<String, Object> schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Json.line(schema), InputFormat.JSON);
  }

  static Stream<Case> good() throws IOException {
    return Case.reference().stream().filter(file -> file.expected().isEmpty());
  }

  static Stream<Case> visiblyBroken() throws IOException {
    return Stream.concat(Case.broken().stream(), Case.reference().stream())
        .filter(file -> !file.expected().isEmpty())
        .filter(file -> json(file.yaml()).isPresent())
        .filter(
            file ->
                file.expected().stream()
                    .anyMatch(problem -> UNSEEN.stream().noneMatch(problem.text()::contains)));
  }

  static List<DriverType> types() {
    return CATALOG.describe();
  }

  /** Returns a file as JSON, or nothing if it is no YAML at all. */
  private static Optional<String> json(String yaml) {
    try {
      Problems problems = new Problems("lab.yaml");
      byte[] content = yaml.getBytes(StandardCharsets.UTF_8);
      Object data = YamlData.of(YamlDocument.parse(content, problems));
      return problems.isEmpty() ? Optional.of(Json.line(data)) : Optional.empty();
    } catch (JerboaException e) {
      return Optional.empty();
    }
  }

  private static List<?> errors(String yaml) {
    return SCHEMA.validate(json(yaml).orElseThrow(), InputFormat.JSON);
  }

  @ParameterizedTest
  @MethodSource("good")
  void aGoodFilePasses(Case file) {
    assertEquals(List.of(), errors(file.yaml()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void theExampleOfATypePasses(DriverType type) {
    assertEquals(List.of(), errors(YamlData.write(ExampleLab.of(type, CATALOG))));
  }

  @ParameterizedTest
  @MethodSource("visiblyBroken")
  void aBrokenFileFails(Case file) {
    assertFalse(errors(file.yaml()).isEmpty(), file::yaml);
  }
}
