package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.Lab;
import dev.jerboa.shell.output.ErrorPrinter;
import dev.jerboa.shell.output.Style;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** Puts the command line together and runs it. */
public final class Cli {
  private Cli() {}

  /** Runs one command line and returns its exit code. */
  public static int run(String... args) {
    Style style = Style.ofThisProcess();
    List<String> words = Arrays.asList(args);
    ErrorPrinter errors = new ErrorPrinter(System.err, style, words.contains("--trace"));
    if (words.contains("--json")) {
      errors.alsoAsJson(System.out);
    }
    RootCommand options = new RootCommand();
    errors.hiding(options::masker);
    CommandLine root = rootLine(options, style, errors);
    BoardlessCommands.addTo(root, words);
    WaitOption.inherit(root);
    EarlyOptions early = EarlyOptions.find(args, System.getenv());
    String word = early.command();
    if ((word.isEmpty() && early.config().isEmpty()) || root.getSubcommands().containsKey(word)) {
      return root.execute(args);
    }
    if (early.config().isEmpty()) {
      return errors.print(noConfiguration(word));
    }
    try (Lab lab = RootCommand.lab(early.config().get(), early.folders(System.getenv()))) {
      new NodeCommands(options.hidingSecretsOf(lab).claim(options::claim), options).addTo(root);
      WaitOption.inherit(root);
      return root.execute(args);
    } catch (RuntimeException e) {
      return errors.print(e);
    }
  }

  private static JerboaException noConfiguration(String word) {
    return JerboaException.of(
            ErrorClass.USAGE,
            "no-configuration",
            "There is no command '" + word + "' without a configuration file")
        .hint("Name one, as in: j -c lab.yaml " + word + " ..., or set JERBOA_CONFIG.");
  }

  private static CommandLine rootLine(RootCommand options, Style style, ErrorPrinter errors) {
    CommandLine root = new CommandLine(options);
    takeAnyWordAsValue(root);
    root.setUsageHelpAutoWidth(style.terminal());
    root.setColorScheme(Help.defaultColorScheme(style.color() ? Ansi.ON : Ansi.OFF));
    root.setExecutionExceptionHandler((error, command, parsed) -> errors.print(error));
    return root;
  }

  /** A folder or file may have the name of a command, as in {@code --plugins plugins}. */
  private static void takeAnyWordAsValue(CommandLine root) {
    root.setAllowSubcommandsAsOptionParameters(true);
  }
}
