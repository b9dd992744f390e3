package dev.jerboa.shell;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the READMEs show loads as it stands. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\\n(.*?)```");

  @TempDir private Path folder;

  static List<String> examples() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return Stream.concat(Stream.of(ROOT), modules.filter(Files::isDirectory))
          .map(module -> module.resolve("README.md"))
          .filter(Files::exists)
          .flatMap(ReadmeTest::examplesIn)
          .toList();
    }
  }

  private static Stream<String> examplesIn(Path readme) {
    try {
      String text = Files.readString(readme);
      return YAML.matcher(text)
          .results()
          .map(match -> match.group(1))
          .filter(yaml -> yaml.contains("kind: ExporterConfig"));
    } catch (IOException e) {
      throw new IllegalStateException(readme + " cannot be read", e);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleLoads(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("lab.yaml"), yaml);
    Folders folders = new Folders(folder, folder, folder);
    try (Lab lab = assertDoesNotThrow(() -> Lab.load(file.toString(), folders), yaml)) {
      assertTrue(!lab.tree().roots().isEmpty());
    }
  }

  @Test
  void everyDriverTypeHasAnExample() throws IOException {
    String all = String.join("\n", examples());
    for (String type :
        List.of("serial", "command", "manual", "qemu", "tftp", "http", "flasher", "uboot")) {
      assertTrue(all.contains("type: " + type + "\n"), "no README shows type: " + type);
    }
  }
}
