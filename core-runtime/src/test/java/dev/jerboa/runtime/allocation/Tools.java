package dev.jerboa.runtime.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Starts the tools that make and check file systems; a test whose tool is missing is left out. */
final class Tools {
  private static final String PATH = System.getenv("PATH") + ":/usr/sbin:/sbin";

  private Tools() {}

  /** What a tool said, on both of its outputs, and its exit status. */
  record Verdict(int status, String text) {}

  static Verdict verdict(String command, Object... more) throws IOException, InterruptedException {
    return verdict("", command, more);
  }

  /** Starts a command whose words are split at spaces, followed by {@code more} words. */
  static Verdict verdict(String input, String command, Object[] more)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    Stream.of(more).map(Object::toString).forEach(words::add);
    words.set(0, find(words.getFirst()));
    Path script = Files.createTempFile("input", "");
    try {
      Files.writeString(script, input);
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectErrorStream(true).redirectInput(script.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Verdict(process.waitFor(), text);
    } finally {
      Files.delete(script);
    }
  }

  /** Starts a command that must succeed, and returns what it said. */
  static String run(String command, Object... more) throws IOException, InterruptedException {
    return feed("", command, more);
  }

  static String feed(String input, String command, Object... more)
      throws IOException, InterruptedException {
    Verdict verdict = verdict(input, command, more);
    assertEquals(0, verdict.status(), () -> command + ": " + verdict.text());
    return verdict.text();
  }

  private static String find(String tool) {
    for (String folder : List.of(PATH.split(":"))) {
      Path path = Path.of(folder, tool);
      if (Files.isExecutable(path)) {
        return path.toString();
      }
    }
    return Assumptions.abort(tool + " is not installed");
  }
}
