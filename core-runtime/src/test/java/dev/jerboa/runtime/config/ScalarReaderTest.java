package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.api.Secret;
import dev.jerboa.runtime.config.RecordBinderTest.All;
import dev.jerboa.runtime.config.RecordBinderTest.Drive;
import dev.jerboa.runtime.config.RecordBinderTest.Inner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarReaderTest {
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
    All all = RecordBinderTest.bind(text, All.class);
    assertEquals(Optional.of(value), All.class.getDeclaredMethod(component).invoke(all));
  }

  static Stream<Arguments> wrongValues() {
    return Stream.of(
        Arguments.of("text: [a]", "1:7: text: expected text, found a list"),
        Arguments.of("text:", "1:6: text: is empty; remove the key or give it a value"),
        Arguments.of("text: ~", "1:7: text: is empty; remove the key or give it a value"),
        Arguments.of("flag: yes", "1:7: flag: expected true or false, found text"),
        Arguments.of("flag: 'true'", "1:7: flag: expected true or false, found text"),
        Arguments.of("flag: 1", "1:7: flag: expected true or false, found a whole number '1'"),
        Arguments.of("count: many", "1:8: count: expected a whole number, found text"),
        Arguments.of("count: '5'", "1:8: count: expected a whole number, found text"),
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
        Arguments.of("ratio: x", "1:8: ratio: expected a number, found text"),
        Arguments.of("delay: soon", "1:8: delay: expected a duration such as 30s, found text"),
        Arguments.of("delay: 5 s", "1:8: delay: expected a duration such as 30s, found text"),
        Arguments.of("delay: -1", "1:8: delay: the duration -1 is outside of 0s to 8784h"),
        Arguments.of("delay: 9999h", "1:8: delay: the duration 9999h is outside of 0s to 8784h"),
        Arguments.of("secret: [hunter2]", "1:9: secret: expected text, found a list"),
        Arguments.of("path: \"a\\0\"", "1:7: path: not a path: Nul character not allowed"),
        Arguments.of(
            "uri: 'http://u:hunter2@h/ x'",
            "1:6: uri: not a URI: Illegal character in path at" + " character 20"),
        Arguments.of(
            "drive: pushpull",
            "1:8: drive: expected one of push-pull, open-drain; did you mean" + " 'push-pull'?"),
        Arguments.of("numbers: 5", "1:10: numbers: expected a list, found a whole number"),
        Arguments.of("numbers: [1, x]", "1:14: numbers[1]: expected a whole number, found text"),
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
    assertEquals(List.of(problem), RecordBinderTest.problemsOf(text, All.class));
  }
}
