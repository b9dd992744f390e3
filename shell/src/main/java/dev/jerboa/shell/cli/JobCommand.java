package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.job.Job;
import dev.jerboa.runtime.job.JobQueue;
import dev.jerboa.runtime.job.JobReader;
import dev.jerboa.runtime.job.JobResult;
import dev.jerboa.runtime.job.LoadedJob;
import dev.jerboa.runtime.job.Setting;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.shell.output.Json;
import dev.jerboa.shell.output.ResultFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code job}: makes true what job files say. */
@Command(
    name = "job",
    description = "Flashes and checks boards as job files say, without a person.",
    mixinStandardHelpOptions = true,
    subcommands = {JobCommand.Run.class, JobCommand.Check.class, JobCommand.Schema.class})
final class JobCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private RootCommand options = new RootCommand();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  /** Loads the plugins for all jobs, and warns once of those that are not in use. */
  private Plugins plugins() {
    Plugins plugins = options.plugins();
    RootCommand.warnOfRefused(plugins);
    return plugins;
  }

  private List<LoadedJob> read(Files files, DriverCatalog types) {
    List<Setting> settings = files.settings.stream().map(Setting::parse).toList();
    JobReader reader =
        new JobReader(
            file -> Lab.load(file, options.folders(), types).claim(options::claim),
            System.getenv(),
            settings,
            options.config());
    return reader.readAll(files.jobs);
  }

  /** What every command about jobs takes. */
  static final class Files {
    @Parameters(arity = "1..*", paramLabel = "JOB", description = "A job file.")
    private List<Path> jobs = new ArrayList<>();

    @Option(
        names = "--set",
        paramLabel = "PATH=VALUE",
        description = "Replaces or adds a value of every job, as in checks[0].timeout=5s.")
    private List<String> settings = new ArrayList<>();
  }

  @Command(
      name = "check",
      description = "Checks job files and all they name, and touches no board.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @ParentCommand private JobCommand parent = new JobCommand();
    @Mixin private Files files = new Files();

    @Override
    public Integer call() {
      try (Plugins plugins = parent.plugins()) {
        for (LoadedJob job : parent.read(files, plugins.catalog())) {
          try (job) {
            System.out.println(job);
          }
        }
        return 0;
      }
    }
  }

  @Command(
      name = "schema",
      description = "Prints the JSON Schema of job files, for editors.",
      mixinStandardHelpOptions = true)
  static final class Schema implements Callable<Integer> {
    @Override
    public Integer call() {
      System.out.println(Json.line(Job.schema()));
      return 0;
    }
  }

  @Command(
      name = "run",
      description = "Runs jobs: flash, start the board, check its console, leave the power.",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      footer = {
        "",
        "All files are checked before any board is touched. Jobs of one lab run one",
        "after the other. -j is 1 unless given, because labs may share a TFTP port.",
        "Exit codes: as those of other commands, and 13 when a check failed. Of several",
        "jobs the worst counts: interrupted, 70, then the lowest, so that errors go",
        "before a failing check."
      })
  static final class Run implements Callable<Integer> {
    @ParentCommand private JobCommand parent = new JobCommand();
    @Mixin private Files files = new Files();

    @Option(
        names = {"-j", "--jobs"},
        paramLabel = "N",
        defaultValue = "1",
        description = "How many jobs run at once (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
        names = "--result",
        paramLabel = "FILE",
        description = "Writes the results as one JSON document.")
    private Optional<Path> result = Optional.empty();

    @Option(
        names = "--junit",
        paramLabel = "FILE",
        description = "Writes the results as JUnit XML.")
    private Optional<Path> junit = Optional.empty();

    @Override
    public Integer call() {
      if (atOnce < 1) {
        throw JerboaException.of(ErrorClass.USAGE, "option", "-j is too small")
            .hint("Give the number of jobs that run at once, such as -j 2.");
      }
      ResultFiles reports = new ResultFiles(result, junit);
      try (Plugins plugins = parent.plugins()) {
        List<JobResult> results =
            ManyBoards.run(parent.read(files, plugins.catalog()), atOnce, parent.options.json());
        reports.write(results);
        return JobQueue.exitCode(results);
      }
    }
  }
}
