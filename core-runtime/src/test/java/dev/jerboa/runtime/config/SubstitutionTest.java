package dev.jerboa.runtime.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
  @TempDir Path folder;
  private final Problems problems = new Problems("f.yaml");

  record Login(String user, Secret password) {
    Login {
      if (user.startsWith("bad")) {
        throw new IllegalArgumentException("user " + user + " and " + password.reveal());
      }
    }
  }

  @BeforeEach
  void writeFiles() throws Exception {
    Files.writeString(folder.resolve("token"), "from file\n");
    Files.writeString(folder.resolve("lines"), "one\ntwo\r\n");
    Files.write(folder.resolve("huge"), new byte[70_000]);
  }

  private Optional<Login> bind(String text) {
    Substitution substitution =
        new Substitution(folder, Map.of("NAME", "from env", "EMPTY", "", "TRAP", "${env:NAME}"));
    YamlNode root = YamlDocument.parse(text.getBytes(UTF_8), problems);
    return RecordBinder.substituting(problems, substitution).bind(root, "", Login.class);
  }

  @ParameterizedTest
  @CsvSource({
    "${env:NAME}, from env",
    "a${env:NAME}b${env:NAME}, afrom envbfrom env",
    "${env:EMPTY}, ''",
    "${env:TRAP}, ${env:NAME}",
    "${file:token}, from file",
    "$${env:NAME}, ${env:NAME}",
    "$$${env:NAME}, $${env:NAME}",
    "${kernel_addr_r}, ${kernel_addr_r}",
    "${ENV:-NAME}, ${ENV:-NAME}",
    "${env:-NAME}, ${env:-NAME}",
    "$${env:NAME, ${env:NAME",
    "pa$$word, pa$$word"
  })
  @Tag("A5")
  void referencesAreReplacedInTextsAndSecrets(String text, String value) {
    Optional<Login> login = bind("user: '%s'\npassword: '%s'\n".formatted(text, text));
    assertEquals(Optional.of(new Login(value, new Secret(value))), login);
  }

  @Test
  void onlyTheLastLineEndOfAFileIsDropped() {
    assertEquals("one\ntwo", bind("user: '${file:lines}'\npassword: x\n").orElseThrow().user());
  }

  @Test
  void anAbsolutePathIsTakenAsItIs() {
    String file = folder.resolve("token").toString();
    assertEquals(
        "from file",
        bind("user: '${file:%s}'\npassword: x\n".formatted(file)).orElseThrow().user());
  }

  @Test
  @Tag("C7")
  void whatIsAbsentIsAProblemWithItsName() {
    bind("user: a${env:NO_SUCH}\npassword: ${file:no-such}\n");
    assertEquals(
        List.of(
            "f.yaml:1:7: user: the environment variable 'NO_SUCH' is not set",
            "f.yaml:2:11: password: there is no file '" + folder.resolve("no-such") + "'"),
        problems.sorted().stream().map(Problem::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x${env:NAME | '${env:' has no '}'",
        "${file:token | '${file:' has no '}'",
        "${ENV:NAME} | '${ENV:NAME}' is no reference; did you mean ${env:NAME}?",
        "${ env: NAME} | '${ env: NAME}' is no reference; did you mean ${env:NAME}?"
      })
  @Tag("C7")
  void aMisspelledReferenceIsNoText(String text, String problem) {
    bind("user: '%s'\npassword: x\n".formatted(text));
    assertEquals(
        List.of("f.yaml:1:7: user: " + problem),
        problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  @Tag("C7")
  void bytesThatAreNoTextAreNoSecret() throws IOException {
    Files.write(folder.resolve("bytes"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    bind("user: x\npassword: ${file:bytes}\n");
    String told = problems.sorted().getFirst().toString();
    assertTrue(told.endsWith("' is not text in UTF-8"), told);
  }

  @Test
  @Tag("C7")
  void foldersAndLargeFilesAreNoSecrets() {
    bind("user: ${file:.}\npassword: ${file:huge}\n");
    assertEquals(
        List.of(
            "f.yaml:1:7: user: there is no file '" + folder.resolve(".") + "'",
            "f.yaml:2:11: password: the file '"
                + folder.resolve("huge")
                + "' has more than 65536 bytes"),
        problems.sorted().stream().map(Problem::toString).toList());
  }

  @Test
  void replacedTextsAndSecretsAreNeverShown() {
    assertFalse(bind("user: 'bad ${env:NAME}'\npassword: ${file:token}\n").isPresent());
    assertEquals(
        List.of("f.yaml:1:7: user: user ******** and ********"),
        problems.sorted().stream().map(Problem::toString).toList());
  }
}
