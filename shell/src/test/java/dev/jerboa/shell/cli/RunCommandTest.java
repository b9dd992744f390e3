package dev.jerboa.shell.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RunCommandTest {
  @Test
  void whatFollowsTheScriptBelongsToTheScript() {
    String[] words = {"run", "-c", "lab.yaml", "s.jsh", "--json", "-c", "x"};
    CommandLine root = new CommandLine(new RootCommand());
    BoardlessCommands.addTo(root, List.of(words));
    var parsed = root.parseArgs(words).subcommand();
    assertEquals("s.jsh", parsed.matchedPositionalValue(0, ""));
    assertEquals(List.of("--json", "-c", "x"), parsed.matchedPositionalValue(1, List.of()));
  }

  @Test
  void aMissingScriptOrConfigurationIsAUsageError() {
    assertEquals(2, Cli.run("run", "-c", "none.yaml", "none.jsh"));
    assertEquals(2, Cli.run("shell", "-c", "none.yaml"));
  }
}
