package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.InvalidConfigException;
import dev.jerboa.runtime.config.LabConfigReader;
import dev.jerboa.runtime.config.LabFiles;
import dev.jerboa.runtime.config.Problem;
import dev.jerboa.runtime.config.YamlData;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.runtime.tree.DriverTreeBuilder;
import dev.jerboa.runtime.tree.LabSchema;
import dev.jerboa.runtime.tree.ResolvedLab;
import dev.jerboa.shell.output.ErrorPrinter;
import dev.jerboa.shell.output.Json;
import dev.jerboa.shell.output.Style;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code config}: tells what is wrong with configuration files, and how they are understood. */
@Command(
    name = "config",
    description = "Checks configuration files and shows how they are understood.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Runnable {
  @ParentCommand private RootCommand options = new RootCommand();
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  @Command(
      name = "check",
      description = "Tells everything that is wrong with files; no hardware is touched.",
      mixinStandardHelpOptions = true,
      footer = {"", "Exit codes: 0 every file is good, 2 one is not."})
  int check(@Parameters(arity = "0..*", paramLabel = "FILE") List<String> files) {
    int worst = CommandLine.ExitCode.OK;
    try (Plugins plugins = options.plugins()) {
      for (String file : chosen(files)) {
        worst = Math.max(worst, check(file, plugins.catalog()));
      }
    }
    return worst;
  }

  @Command(
      name = "show",
      description = "Prints a file with defaults and automatic children filled in.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(arity = "0..1", paramLabel = "FILE") String file) {
    List<String> files = chosen(file == null ? List.of() : List.of(file));
    try (Plugins plugins = options.plugins()) {
      Path found = LabFiles.find(files.getFirst());
      Object document = resolve(found, plugins.catalog()).document();
      print(options.json() ? Json.line(document) : YamlData.write(document).stripTrailing());
    }
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of configuration files, for editors.",
      mixinStandardHelpOptions = true)
  int schema() {
    try (Plugins plugins = options.plugins()) {
      print(Json.line(LabSchema.of(plugins.catalog())));
    }
    return CommandLine.ExitCode.OK;
  }

  private List<String> chosen(List<String> files) {
    List<String> chosen = new ArrayList<>(files == null ? List.of() : files);
    if (chosen.isEmpty()) {
      options.config().or(() -> EarlyOptions.config(System.getenv())).ifPresent(chosen::add);
    }
    if (chosen.isEmpty()) {
      throw JerboaException.of(ErrorClass.USAGE, "no-configuration", "No file is named")
          .hint("Name one, as in: jerboa config check lab.yaml");
    }
    return chosen;
  }

  private ResolvedLab resolve(Path file, DriverCatalog catalog) {
    return new DriverTreeBuilder(catalog, options.folders().state())
        .check(new LabConfigReader().read(file));
  }

  private int check(String name, DriverCatalog catalog) {
    try {
      Path file = LabFiles.find(name);
      good(file, resolve(file, catalog));
      return CommandLine.ExitCode.OK;
    } catch (InvalidConfigException e) {
      bad(e.problems());
      return e.exitCode();
    } catch (JerboaException e) {
      ErrorPrinter errors = new ErrorPrinter(System.err, Style.ofThisProcess(), options.trace());
      return (options.json() ? errors.alsoAsJson(System.out) : errors).print(e);
    }
  }

  private void good(Path file, ResolvedLab lab) {
    if (options.json()) {
      lab.notes().forEach(note -> print(Json.line(Finding.of("note", note))));
      print(Json.line(Good.of(file, lab)));
      return;
    }
    lab.notes().forEach(note -> print("note: " + note));
    print("%s: ok, '%s' with %s".formatted(file, lab.name(), counts(lab)));
  }

  private static String counts(ResolvedLab lab) {
    String automatic = lab.automatic() == 0 ? "" : " (%d automatic)".formatted(lab.automatic());
    return "%d driver%s%s and %d reference%s"
        .formatted(
            lab.drivers(),
            lab.drivers() == 1 ? "" : "s",
            automatic,
            lab.references(),
            lab.references() == 1 ? "" : "s");
  }

  private void bad(List<Problem> problems) {
    for (Problem problem : problems) {
      print(options.json() ? Json.line(Finding.of("problem", problem)) : problem.toString());
    }
    if (!options.json()) {
      int count = problems.size();
      print("%s: %d problem%s".formatted(problems.getFirst().file(), count, count == 1 ? "" : "s"));
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }

  /** A problem or a note for machines. */
  private record Finding(
      String event,
      String file,
      int line,
      int column,
      String path,
      String text,
      Optional<String> suggestion) {
    static Finding of(String event, Problem problem) {
      return new Finding(
          event,
          problem.file(),
          problem.position().line(),
          problem.position().column(),
          problem.path(),
          problem.text(),
          problem.suggestion());
    }
  }

  /** A good file for machines. */
  private record Good(
      String event, String file, String name, long drivers, long automatic, long references) {
    static Good of(Path file, ResolvedLab lab) {
      return new Good(
          "ok", file.toString(), lab.name(), lab.drivers(), lab.automatic(), lab.references());
    }
  }
}
