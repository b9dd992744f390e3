package dev.jerboa.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came from a file or the environment is in no output, whatever goes wrong. */
@Tag("A1")
@Isolated("takes the output of the process")
class SecretsTest {
  private static final String SECRET = "hunter2sec";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("secret"), SECRET + "\n");
    Files.writeString(folder.resolve(SECRET), "no port");
    Files.writeString(folder.resolve("on.jsh"), "c.on();");
    Files.writeString(folder.resolve("read.jsh"), "c.read();");
    Files.writeString(
        folder.resolve("lab.yaml"),
        """
        apiVersion: jumpstarter.dev/v1alpha1
        kind: ExporterConfig
        metadata: {namespace: default, name: secrets}
        export:
          c:
            type: command
            config: {on: "echo ${file:secret}; exit 3", off: "true", read: "echo ${file:secret}"}
          s: {type: serial, config: {url: "FOLDER/${file:secret}"}}
        """
            .replace("FOLDER", folder.toString()));
    Files.writeString(
        folder.resolve("type.yaml"),
        """
        apiVersion: jumpstarter.dev/v1alpha1
        kind: ExporterConfig
        metadata: {namespace: default, name: secrets}
        export: {a: {type: "${file:secret}"}}
        """);
  }

  /** Runs a command line and returns all that it prints. */
  private String output(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      words.add(word.matches(".*\\.(yaml|jsh)") ? folder.resolve(word).toString() : word);
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      assertFalse(Cli.run(words.toArray(String[]::new)) == 0, () -> line + " succeeds");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "-c lab.yaml c on",
    "-c lab.yaml --json c on",
    "-c lab.yaml --trace c on",
    "-c lab.yaml s start-console",
    "-c lab.yaml --trace s start-console",
    "run -c lab.yaml on.jsh",
    "run -c lab.yaml --trace on.jsh",
    "run -c lab.yaml read.jsh",
    "config check type.yaml",
    "config check --json type.yaml",
  })
  void noSecretIsPrinted(String line) {
    String printed = output(line);
    assertFalse(printed.contains(SECRET), printed);
    assertTrue(printed.contains("********"), printed);
  }

  @Test
  void whatTheRestSaysIsStillThere() {
    assertTrue(output("-c lab.yaml c on").contains("exited with status 3"));
    assertEquals(1, output("-c lab.yaml c on").lines().filter(l -> l.contains("error: ")).count());
  }
}
