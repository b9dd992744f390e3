package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.shell.output.EventPrinter;
import dev.jerboa.shell.output.Logs;
import dev.jerboa.shell.repl.Repl;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code shell}: a Java prompt with the live objects of a configuration. */
@Command(
    name = "shell",
    description = "Opens a Java prompt with every node as a variable of its own name.",
    mixinStandardHelpOptions = true)
final class ShellCommand implements Callable<Integer> {
  @ParentCommand private RootCommand options = new RootCommand();

  /** Loads the lab that the options or the environment name. */
  static Lab lab(RootCommand options) {
    String config =
        options
            .config()
            .or(() -> Optional.ofNullable(System.getenv(ConfigOption.VARIABLE)))
            .orElseThrow(
                () ->
                    JerboaException.of(
                            ErrorClass.USAGE, "config", "No configuration file was named")
                        .hint("Add -c lab.yaml before the script."));
    Logs.quiet();
    return Lab.load(config, Folders.of(System.getenv()));
  }

  @Override
  public Integer call() {
    try (Lab lab = lab(options)) {
      return Repl.run(lab, EventPrinter.choose(options.json()));
    }
  }
}
