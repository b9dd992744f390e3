package dev.jerboa.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.jerboa.api.config.Default;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordMakerTest {
  /** Refuses wrong values one after the other, as constructors do. */
  record Login(@Default("none") String method, Optional<String> key, @Default("1") int tries) {
    Login {
      require(method.equals("none") || method.equals("key"), "method must be none or key");
      require(tries > 0, "tries must be greater than 0");
      require(method.equals("none") == key.isEmpty(), "key goes with the method 'key' only");
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }
  }

  private static List<String> problemsOf(String yaml) {
    Problems problems = new Problems("f");
    YamlNode node = YamlDocument.parse(yaml.getBytes(StandardCharsets.UTF_8), problems);
    RecordBinder.literal(problems).bind(node, "", Login.class);
    return problems.sorted().stream().map(Problem::toString).toList();
  }

  @Test
  void allValuesThatAreRefusedAreSaid() {
    assertEquals(
        List.of(
            "f:1:9: method: method must be none or key",
            "f:2:8: tries: tries must be greater than 0"),
        problemsOf("method: rope\ntries: -1\n"));
  }

  @Test
  void aValueIsRefusedBesideOneThatCannotBeRead() {
    assertEquals(
        List.of(
            "f:1:6: key: expected text, found a list",
            "f:2:8: tries: tries must be greater than 0"),
        problemsOf("key: [x]\ntries: 0\n"));
  }

  @Test
  void whatFollowsFromAnotherProblemIsNotSaid() {
    assertEquals(
        List.of("f:1:9: method: method must be none or key"), problemsOf("method: rope\nkey: x\n"));
  }
}
