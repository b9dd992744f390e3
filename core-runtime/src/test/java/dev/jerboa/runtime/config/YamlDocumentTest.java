package dev.jerboa.runtime.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Scalar.Kind;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlDocumentTest {
  private static YamlNode parse(String text) {
    Problems problems = new Problems("f.yaml");
    YamlNode root = YamlDocument.parse(text.getBytes(UTF_8), problems);
    problems.throwIfAny();
    return root;
  }

  private static List<String> problemsOf(byte[] content) {
    Problems problems = new Problems("f.yaml");
    try {
      YamlDocument.parse(content, problems);
    } catch (JerboaException e) {
      assertEquals("config.invalid", e.code());
    }
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of("", "f.yaml:1:1: the file is empty"),
        Arguments.of("# only a comment\n", "f.yaml:1:1: the file is empty"),
        Arguments.of(
            "a: 1\nb: 2\na: 3\n",
            "f.yaml:3:1: a: the key stands here a second time; first on line 1"),
        Arguments.of(
            "x:\n  - {p: 1, p: 2}\n",
            "f.yaml:2:12: x[0].p: the key stands here a second time; first on line 2"),
        Arguments.of("a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document starts; one is allowed"),
        Arguments.of(
            "a: !!javax.script.ScriptEngineManager [x]\n",
            "f.yaml:1:4: a: the tag 'tag:yaml.org,2002:javax.script.ScriptEngineManager' does not"
                + " fit here"),
        Arguments.of("a: !mine 1\n", "f.yaml:1:4: a: the tag '!mine' does not fit here"),
        Arguments.of(
            "a: !!int x\n", "f.yaml:1:4: a: the tag 'tag:yaml.org,2002:int' does not fit here"),
        Arguments.of(
            "a: !!map [x]\n", "f.yaml:1:4: a: the tag 'tag:yaml.org,2002:map' does not fit here"),
        Arguments.of("a: *b\n", "f.yaml:1:4: the alias '*b' names no value that ends before it"),
        Arguments.of(
            "a: &a [*a]\n", "f.yaml:1:8: the alias '*a' names no value that ends before it"),
        Arguments.of("a: b\u0007\n", "f.yaml:1:5: the character U+0007 is not allowed"),
        Arguments.of("? [a, b]\n: 1\n", "f.yaml:1:3: expected a key, found a list"),
        Arguments.of("~: 1\n", "f.yaml:1:1: expected a key, found nothing"),
        Arguments.of("<<: 3\n", "f.yaml:1:5: '<<' merges mappings, found a whole number"),
        Arguments.of("[".repeat(70), "f.yaml:1:66: nested deeper than 64 levels"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  @Tag("C2")
  @Tag("C5")
  void whatIsWrongIsSaidWithItsPlace(String text, String problem) {
    assertEquals(List.of(problem), problemsOf(text.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "'a: [1, 2', 1:9",
    "'a:\n\t- b', 2:1",
    "'a: b: c', 1:5",
    "'a: \"x', 1:6",
    "'a: @x', 1:4",
    "'- a\nb: 1', 2:1",
    "'%YAML 3.0\n---\na: 1', 1:1"
  })
  @Tag("C2")
  void syntaxErrorsHaveTheirPlace(String text, String place) {
    List<String> problems = problemsOf(text.getBytes(UTF_8));
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().startsWith("f.yaml:" + place + ": not YAML: "), problems::toString);
  }

  @Test
  void allDoubledKeysAndTagsAreFoundInOnePass() {
    String text = "a: 1\na: 2\nb: !x 1\nc: {d: 1, d: 2}\n";
    assertEquals(3, problemsOf(text.getBytes(UTF_8)).size());
  }

  @Test
  @Tag("C5")
  void aBombOfAliasesIsCounted() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(9) + alias));
    }
    List<String> problems = problemsOf(bomb.toString().getBytes(UTF_8));
    assertEquals(1, problems.size());
    assertTrue(
        problems.getFirst().endsWith("more than 20000 values, aliases counted in full"),
        problems::toString);
  }

  @Test
  @Tag("C5")
  void aFileOfMoreThanOneMebibyteIsRefused() {
    byte[] content = ("a: " + "x".repeat(YamlDocument.MOST_BYTES)).getBytes(UTF_8);
    assertEquals(List.of("f.yaml:1:1: the file is larger than 1048576 bytes"), problemsOf(content));
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedAtItsFirstWrongByte() {
    assertEquals(
        List.of("f.yaml:2:5: the file is not UTF-8 text here"),
        problemsOf("a: 1\nb: c\u00e9\n".getBytes(ISO_8859_1)));
    assertEquals(
        List.of("f.yaml:1:1: the file is not UTF-8 text here"),
        problemsOf("a: 1".getBytes(UTF_16)));
  }

  @Test
  void aByteOrderMarkMovesNoColumn() {
    Mapping root = assertInstanceOf(Mapping.class, parse("\uFEFFa: 1\n"));
    assertEquals(new Position(1, 4), root.get("a").orElseThrow().position());
  }

  @Test
  void windowsLineEndsCountAsOne() {
    Mapping root = assertInstanceOf(Mapping.class, parse("a: 1\r\nb: 2\r\n"));
    assertEquals(new Position(2, 4), root.get("b").orElseThrow().position());
  }

  @ParameterizedTest
  @CsvSource({
    "true, BOOLEAN", "False, BOOLEAN", "yes, TEXT", "off, TEXT", "12, INTEGER",
        "0x82000000, INTEGER",
    "0o17, INTEGER", "1.5, FLOAT", "1e3, FLOAT", ".inf, FLOAT", "1_000, TEXT", "'\"12\"', TEXT",
    "~, NULL", "null, NULL", "'!!str 12', TEXT", "'! 12', TEXT", "12:30, TEXT", "2026-01-01, TEXT"
  })
  void scalarsAreThoseOfTheCoreSchema(String text, Kind kind) {
    Mapping root = assertInstanceOf(Mapping.class, parse("a: " + text));
    assertEquals(kind, assertInstanceOf(Scalar.class, root.get("a").orElseThrow()).kind());
  }

  @Test
  void aMergeAddsTheKeysThatAreAbsent() {
    Mapping root =
        assertInstanceOf(
            Mapping.class,
            parse("x-a: &a {p: 1, q: 2}\nx-b: &b {r: 3}\nc: {<<: [*a, *b], p: 9}\n"));
    Mapping merged = assertInstanceOf(Mapping.class, root.get("c").orElseThrow());
    assertEquals(
        List.of("p", "q", "r"), merged.entries().stream().map(YamlNode.Entry::key).toList());
    assertEquals("9", ((Scalar) merged.get("p").orElseThrow()).text());
  }

  @Test
  void anAliasIsTheValueItNames() {
    Mapping root = assertInstanceOf(Mapping.class, parse("a: &v [1]\nb: *v\n"));
    assertInstanceOf(Sequence.class, root.get("b").orElseThrow());
  }

  @Test
  @Tag("C1")
  void aFileThatIsMissingOrAFolderIsSaid(@TempDir Path folder) {
    Problems problems = new Problems("f");
    JerboaException missing =
        assertThrows(
            JerboaException.class, () -> YamlDocument.read(folder.resolve("no.yaml"), problems));
    assertEquals("config.not-found", missing.code());
    JerboaException directory =
        assertThrows(JerboaException.class, () -> YamlDocument.read(folder, problems));
    assertEquals("config.unreadable", directory.code());
  }

  @Test
  void aFileIsRead(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.yaml"), "a: 1\n");
    assertInstanceOf(Mapping.class, YamlDocument.read(file, new Problems("a")));
  }
}
