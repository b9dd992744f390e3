package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages in {@code docs} show is true.
 *
 * <p>A fenced block whose first line is a comment with a file name is that file. In a {@code
 * console} block a line {@code $ command} is run, must end well unless {@code # exit N} follows,
 * and the other lines must occur in its output in this order; {@code ...} stands for anything.
 */
class DocsTest {
  private static final Pattern BLOCK = Pattern.compile("(?sm)^```(?<kind>\\w+)\\n(?<text>.*?)^```");
  private static final Pattern NAMED = Pattern.compile("(?s)(?:#|//) (?<file>\\S+\\.\\w+)\\n.*");
  private static final Pattern EXIT = Pattern.compile("# exit (?<code>\\d+)");

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(VirtualLab.ROOT.resolve("docs"))) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void whatThePageShowsIsTrue(Path page) throws Exception {
    List<Command> commands = new ArrayList<>();
    for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
      Matcher named = NAMED.matcher(block.group("text"));
      if (named.matches()) {
        runAll(commands);
        write(named.group("file"), block.group("text"));
      } else if (block.group("kind").equals("console")) {
        commands.addAll(Command.in(block.group("text")));
      }
    }
    assertFalse(commands.isEmpty(), page + " shows no command after its last file");
    runAll(commands);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void runAll(List<Command> commands) throws Exception {
    for (Command command : commands) {
      run(command);
    }
    commands.clear();
  }

  private void run(Command command) throws Exception {
    Path output = folder.resolve(".output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command.text())
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment());
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> command.text() + " does not end");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String shown = Files.readString(output);
    assertEquals(command.exit(), process.exitValue(), () -> "$ " + command.text() + "\n" + shown);
    assertTrue(
        command.expected().matcher(shown).find(),
        () -> "$ " + command.text() + "\n" + shown + "\ndoes not show\n" + command.lines());
  }

  private Map<String, String> environment() throws IOException {
    return Map.of(
        "PATH", PluginProjects.maven() + ":" + VirtualLab.ROOT + ":" + System.getenv("PATH"),
        "JERBOA_NO_BUILD", "1",
        "NO_COLOR", "1",
        "XDG_CONFIG_HOME", folder.resolve(".config").toString(),
        "XDG_CACHE_HOME", folder.resolve(".cache").toString(),
        "XDG_DATA_HOME", folder.resolve(".data").toString(),
        "XDG_STATE_HOME", folder.resolve(".state").toString());
  }

  /** A command of a page, its exit code, and the lines that it is said to print. */
  private record Command(String text, int exit, List<String> lines) {
    static List<Command> in(String block) {
      return Arrays.stream(block.split("(?m)^\\$ "))
          .filter(part -> !part.isBlank())
          .map(Command::of)
          .toList();
    }

    private static Command of(String part) {
      String joined = part.replaceAll("\\\\\\n\\s*", "");
      List<String> lines = new ArrayList<>(joined.lines().toList());
      String text = lines.removeFirst();
      int exit = 0;
      for (String line : List.copyOf(lines)) {
        Matcher code = EXIT.matcher(line);
        if (code.matches()) {
          exit = Integer.parseInt(code.group("code"));
          lines.remove(line);
        }
      }
      return new Command(text, exit, lines);
    }

    Pattern expected() {
      String regex =
          lines.stream()
              .filter(line -> !line.isBlank())
              .map(
                  line ->
                      Arrays.stream(line.strip().split("\\.\\.\\.", -1))
                          .map(Pattern::quote)
                          .collect(Collectors.joining(".*?")))
              .collect(Collectors.joining(".*?"));
      return Pattern.compile(regex, Pattern.DOTALL);
    }
  }
}
