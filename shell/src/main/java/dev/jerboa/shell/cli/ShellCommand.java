package dev.jerboa.shell.cli;

import dev.jerboa.runtime.Lab;
import dev.jerboa.shell.output.EventPrinter;
import dev.jerboa.shell.repl.Repl;
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

  @Override
  public Integer call() {
    try (Lab lab = options.lab()) {
      return Repl.run(lab, EventPrinter.choose(options.json()));
    }
  }
}
