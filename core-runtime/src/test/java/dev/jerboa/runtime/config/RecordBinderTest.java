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

  static <C extends Record> C bind(String text, Class<C> type) {
    return RecordBinder.parse("f.yaml", text.getBytes(UTF_8), type);
  }

  static List<String> problemsOf(String text, Class<? extends Record> type) {
    JerboaException e = assertThrows(JerboaException.class, () -> bind(text, type));
    assertEquals("config.invalid", e.code());
    return e.getMessage().lines().skip(1).map(line -> line.substring("f.yaml:".length())).toList();
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
            "1:7: flag: expected true or false, found text",
            "2:8: count: expected a whole number, found text",
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
