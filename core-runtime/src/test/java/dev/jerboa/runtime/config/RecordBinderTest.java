package dev.jerboa.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Key;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordBinderTest {
  enum Drive {
    PUSH_PULL,
    OPEN_DRAIN
  }

  record Inner(int port, @Default("tcp") String transport) {}

  record All(
      Optional<String> text,
      Optional<Boolean> flag,
      Optional<Integer> count,
      Optional<Long> big,
      Optional<Double> ratio,
      Optional<Duration> delay,
      Optional<Secret> secret,
      Optional<Path> path,
      Optional<URI> uri,
      Optional<Drive> drive,
      Optional<List<Integer>> numbers,
      Optional<Map<String, Inner>> inners,
      Optional<Inner> inner,
      Optional<YamlNode> raw) {}

  record Primitives(boolean flag, int count, long big, double ratio) {}

  record Presets(
      @Default("69") int port,
      @Default("login:") String loginPrompt,
      @Default("#") String prompt,
      @Default("\"1\"") String password,
      @Default("") String empty,
      @Default("1.5") double delay,
      @Default("500ms") Duration pause,
      @Default("[a, b]") List<String> list,
      @Default("{}") Map<String, String> map,
      @Default("open-drain") Drive drive,
      @Default("{port: 5}") Inner inner,
      @Default("true") boolean flag) {}

  record Range(@Key("lowest") int low, int highValue, Optional<Secret> token) {
    Range {
      if (low > highValue) {
        throw new IllegalArgumentException("high_value must be at least lowest");
      }
      if (low < 0) {
        throw new IllegalArgumentException("negative values are odd");
      }
      if (low == 7) {
        throw new IllegalArgumentException("lowest 7 with " + token.orElseThrow().reveal());
      }
    }
  }

  record WrongDefault(@Default("x") int port) {}

  record WrongType(Thread thread) {}

  record Faulty(String text) {
    Faulty {
      throw new UnsupportedOperationException("oops " + text);
    }
  }

  private static <C extends Record> C bind(String text, Class<C> type) {
    return RecordBinder.parse("f.yaml", text.getBytes(UTF_8), type);
  }

  private static List<String> problemsOf(String text, Class<? extends Record> type) {
    JerboaException e = assertThrows(JerboaException.class, () -> bind(text, type));
    assertEquals("config.invalid", e.code());
    return e.getMessage().lines().skip(1).map(line -> line.substring("f.yaml:".length())).toList();
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("text: abc", "text", "abc"),
        Arguments.of("text: 0x82000000", "text", "0x82000000"),
        Arguments.of("text: 1.50", "text", "1.50"),
        Arguments.of("text: True", "text", "True"),
        Arguments.of("text: ''", "text", ""),
        Arguments.of("text: ${env:HOME}", "text", "${env:HOME}"),
        Arguments.of("flag: true", "flag", true),
        Arguments.of("flag: FALSE", "flag", false),
        Arguments.of("count: -2147483648", "count", Integer.MIN_VALUE),
        Arguments.of("count: 0x7fffffff", "count", Integer.MAX_VALUE),
        Arguments.of("count: 0o17", "count", 15),
        Arguments.of("count: +5", "count", 5),
        Arguments.of("count: 010", "count", 10),
        Arguments.of("big: 9223372036854775807", "big", Long.MAX_VALUE),
        Arguments.of("ratio: 3", "ratio", 3.0),
        Arguments.of("ratio: -1.5e3", "ratio", -1500.0),
        Arguments.of("delay: 3", "delay", Duration.ofSeconds(3)),
        Arguments.of("delay: 0.25", "delay", Duration.ofMillis(250)),
        Arguments.of("delay: 500ms", "delay", Duration.ofMillis(500)),
        Arguments.of("delay: 30s", "delay", Duration.ofSeconds(30)),
        Arguments.of("delay: 1.5m", "delay", Duration.ofSeconds(90)),
        Arguments.of("delay: 2h", "delay", Duration.ofHours(2)),
        Arguments.of("secret: 12", "secret", new Secret("12")),
        Arguments.of("path: a/b", "path", Path.of("a/b")),
        Arguments.of("uri: http://h:1/p", "uri", URI.create("http://h:1/p")),
        Arguments.of("drive: push-pull", "drive", Drive.PUSH_PULL),
        Arguments.of("drive: Open_Drain", "drive", Drive.OPEN_DRAIN),
        Arguments.of("numbers: [3, 1]", "numbers", List.of(3, 1)),
        Arguments.of("numbers: []", "numbers", List.of()),
        Arguments.of("inners: {b: {port: 1}}", "inners", Map.of("b", new Inner(1, "tcp"))),
        Arguments.of("inner: {port: 1, transport: 2}", "inner", new Inner(1, "2")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyTypeIsBound(String text, String component, Object value) throws Exception {
    All all = bind(text, All.class);
    assertEquals(Optional.of(value), All.class.getDeclaredMethod(component).invoke(all));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        Arguments.of("text: [a]", "1:7: text: expected text, found a list"),
        Arguments.of("text:", "1:6: text: is empty; remove the key or give it a value"),
        Arguments.of("text: ~", "1:7: text: is empty; remove the key or give it a value"),
        Arguments.of("flag: yes", "1:7: flag: expected true or false, found text 'yes'"),
        Arguments.of("flag: 'true'", "1:7: flag: expected true or false, found text 'true'"),
        Arguments.of("flag: 1", "1:7: flag: expected true or false, found a whole number '1'"),
        Arguments.of("count: many", "1:8: count: expected a whole number, found text 'many'"),
        Arguments.of("count: '5'", "1:8: count: expected a whole number, found text '5'"),
        Arguments.of("count: 1.0", "1:8: count: expected a whole number, found a number '1.0'"),
        Arguments.of("count: {a: 1}", "1:8: count: expected a whole number, found a mapping"),
        Arguments.of(
            "count: 2147483648",
            "1:8: count: the number 2147483648 is outside of -2147483648 to 2147483647"),
        Arguments.of(
            "big: 0xffffffffffffffff",
            "1:6: big: the number 0xffffffffffffffff is outside of -9223372036854775808 to"
                + " 9223372036854775807"),
        Arguments.of("ratio: .nan", "1:8: ratio: the number .nan is out of range"),
        Arguments.of("ratio: 1e999", "1:8: ratio: the number 1e999 is out of range"),
        Arguments.of("ratio: x", "1:8: ratio: expected a number, found text 'x'"),
        Arguments.of(
            "delay: soon", "1:8: delay: expected a duration such as 30s, found text 'soon'"),
        Arguments.of("delay: 5 s", "1:8: delay: expected a duration such as 30s, found text '5 s'"),
        Arguments.of("delay: -1", "1:8: delay: the duration -1 is outside of 0s to 8784h"),
        Arguments.of("delay: 9999h", "1:8: delay: the duration 9999h is outside of 0s to 8784h"),
        Arguments.of("secret: [hunter2]", "1:9: secret: expected text, found a list"),
        Arguments.of("path: \"a\\0\"", "1:7: path: not a path: Nul character not allowed"),
        Arguments.of(
            "uri: 'http://u:hunter2@h/ x'",
            "1:6: uri: not a URI: Illegal character in path at" + " character 20"),
        Arguments.of(
            "drive: pushpull",
            "1:8: drive: expected one of [push-pull, open-drain], found 'pushpull'; did you mean"
                + " 'push-pull'?"),
        Arguments.of("numbers: 5", "1:10: numbers: expected a list, found a whole number"),
        Arguments.of(
            "numbers: [1, x]", "1:14: numbers[1]: expected a whole number, found text 'x'"),
        Arguments.of(
            "numbers: [~]", "1:11: numbers[0]: is empty; remove the key or give it a value"),
        Arguments.of("inners: [a]", "1:9: inners: expected a mapping, found a list"),
        Arguments.of("inners: {b: {}}", "1:13: inners.b.port: missing key"),
        Arguments.of("inner: hunter2", "1:8: inner: expected a mapping, found text"),
        Arguments.of(
            "inner: {port: 1, trnsport: x}",
            "1:18: inner.trnsport: unknown key; did you mean 'transport'?"),
        Arguments.of("- a", "1:1: expected a mapping, found a list"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  @Tag("C3")
  @Tag("C4")
  void everyWrongValueIsSaidAtItsPlace(String text, String problem) {
    assertEquals(List.of(problem), problemsOf(text, All.class));
  }

  @Test
  void primitivesAreNeverAssumed() {
    assertEquals(
        List.of(
            "1:1: flag: missing key",
            "1:1: count: missing key",
            "1:1: big: missing key",
            "1:1: ratio: missing key"),
        problemsOf("{}", Primitives.class));
    assertEquals(
        new Primitives(true, 1, 2, 3),
        bind("{flag: true, count: 1, big: 2, ratio: 3}", Primitives.class));
  }

  @Test
  @Tag("C4")
  void allProblemsOfAFileAreSaidAtOnce() {
    assertEquals(
        List.of(
            "1:7: flag: expected true or false, found text 'x'",
            "2:8: count: expected a whole number, found text 'y'",
            "3:1: colour: unknown key",
            "5:3: inner.prt: unknown key; did you mean 'port'?",
            "5:3: inner.port: missing key"),
        problemsOf("flag: x\ncount: y\ncolour: z\ninner:\n  prt: 5\n", All.class));
  }

  @Test
  void defaultsAreBoundLikeValues() {
    Presets presets = bind("{}", Presets.class);
    assertEquals(
        new Presets(
            69,
            "login:",
            "#",
            "1",
            "",
            1.5,
            Duration.ofMillis(500),
            List.of("a", "b"),
            Map.of(),
            Drive.OPEN_DRAIN,
            new Inner(5, "tcp"),
            true),
        presets);
  }

  @Test
  void theOrderOfAMapIsKept() {
    All all = bind("inners: {z: {port: 1}, a: {port: 2}, m: {port: 3}}", All.class);
    assertEquals(List.of("z", "a", "m"), List.copyOf(all.inners().orElseThrow().keySet()));
  }

  @Test
  void keysThatBeginWithXAreTheAuthors() {
    assertTrue(bind("x-note: {any: [thing]}", All.class).text().isEmpty());
  }

  @Test
  void aRefusalOfTheRecordIsPlacedAtTheKeyItNames() {
    assertEquals(
        List.of("2:13: high_value: high_value must be at least lowest"),
        problemsOf("lowest: 5\nhigh_value: 2\n", Range.class));
    assertEquals(
        List.of("1:1: negative values are odd"),
        problemsOf("lowest: -5\nhigh_value: 2\n", Range.class));
  }

  @Test
  void aRefusalDoesNotShowASecret() {
    assertEquals(
        List.of("1:10: lowest: lowest 7 with ********"),
        problemsOf("{lowest: 7, high_value: 9, token: hunter2}", Range.class));
  }

  static Stream<Arguments> brokenTypes() {
    return Stream.of(
        Arguments.of(WrongDefault.class, "WrongDefault cannot be used: the default of 'port' is"),
        Arguments.of(WrongType.class, "java.lang.Thread cannot be used: no value can be made for"),
        Arguments.of(
            Faulty.class, "Faulty cannot be used: its constructor failed: java.lang.Unsup"));
  }

  @ParameterizedTest
  @MethodSource("brokenTypes")
  void aRecordThatNoFileCanSatisfyIsADefectOfThePlugin(Class<? extends Record> type, String text) {
    JerboaException e =
        assertThrows(JerboaException.class, () -> bind("{text: hunter2, thread: b}", type));
    assertEquals("plugin.config-record", e.code());
    assertTrue(e.getMessage().contains(text), e.getMessage());
    assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
  }

  @Test
  void keysAreSnakeCaseUnlessNamed() {
    assertEquals(List.of("lowest", "high_value", "token"), RecordBinder.keysOf(Range.class));
  }

  @Test
  void aManifestOfAnotherModuleIsBound() {
    BundleManifest manifest =
        bind(
            """
            apiVersion: jumpstarter.dev/v1alpha1
            kind: FlashBundleManifest
            metadata: {name: board}
            spec:
              manufacturer: m
              bootcmd: booti ${kernel_addr_r} - ${fdt_addr_r}
              default_target: emmc
              targets: {emmc: /dev/mmcblk0}
              kernel: {file: data/Image, address: 0x82000000}
            """,
            BundleManifest.class);
    assertEquals("0x82000000", manifest.spec().kernel().address());
    assertEquals("booti ${kernel_addr_r} - ${fdt_addr_r}", manifest.spec().bootcmd());
    assertEquals("#", manifest.spec().login().prompt());
    assertFalse(manifest.spec().initram().isPresent());
  }
}
