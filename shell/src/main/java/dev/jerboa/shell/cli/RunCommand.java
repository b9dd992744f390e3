package dev.jerboa.shell.cli;

import dev.jerboa.runtime.Lab;
import dev.jerboa.shell.output.EventPrinter;
import dev.jerboa.shell.output.Style;
import dev.jerboa.shell.repl.Report;
import dev.jerboa.shell.repl.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code run}: runs a script of Java snippets with the live objects of a configuration. */
@Command(
    name = "run",
    description = "Runs a script of Java snippets that use the board.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Every node is a variable of its own name; 'lab', 'uboot' and 'args' are there, too.",
      "Exit codes: 0 done, 1 exception, 2 no such script, 65 does not compile, 66 ends too early;",
      "an error of Jerboa ends the script with its own code, System.exit with the one it gives."
    })
final class RunCommand implements Callable<Integer> {
  @ParentCommand private RootCommand options = new RootCommand();

  @Parameters(
      index = "0",
      paramLabel = "SCRIPT",
      description = "The script; - reads it from stdin.")
  private String file = "";

  @Parameters(index = "1..*", paramLabel = "ARGS", description = "The script's variable 'args'.")
  private List<String> args = new ArrayList<>();

  /** What follows the script belongs to the script, even if it looks like an option. */
  @Spec
  void stopAtScript(CommandSpec spec) {
    spec.parser().stopAtPositional(true);
  }

  @Override
  public Integer call() {
    Script script = Script.read(file);
    Report report = new Report(System.err, Style.ofThisProcess(), options.trace());
    try (Lab lab = options.lab()) {
      return script.run(lab, args, EventPrinter.choose(options.json()), report);
    }
  }
}
