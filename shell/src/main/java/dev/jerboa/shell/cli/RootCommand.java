package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.config.Masker;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.state.Claim;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.shell.output.EventPrinter;
import dev.jerboa.shell.output.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code jerboa}: the options that every command takes. */
@Command(
    name = "jerboa",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Flashes OS images onto embedded boards, and proves it.",
    footer = {
      "",
      "The commands of a board come from its configuration file:",
      "  j -c lab.yaml                              lists them",
      "  j -c lab.yaml storage flash os.img.xz      flashes and verifies",
      "  j -c lab.yaml power on                     switches on",
      "  j -c lab.yaml serial start-console         opens the console",
      "",
      "Exit codes: 0 done, 2 usage or configuration, 3 plugin, 4 trust, 5 fetch,",
      "6 image, 7 power, 8 console, 9 bootloader or flasher OS, 10 target,",
      "11 verify, 12 board in use, 13 a check of a job failed, 70 defect,",
      "130 and 143 ended by a signal."
    })
final class RootCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The configuration file, or its bare name in ~/.config/jerboa or /etc/jerboa"
              + " (default: $JERBOA_CONFIG). Several flash their boards at once.")
  private List<String> configs = new ArrayList<>();

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "One more folder with plugins, beside ~/.local/share/jerboa/plugins and"
              + " /usr/share/jerboa/plugins.")
  private Optional<Path> plugins = Optional.empty();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Prints events as JSON, one object a line.")
  private boolean json;

  @Option(
      names = "--trace",
      scope = ScopeType.INHERIT,
      description = "Shows the stack trace of an error.")
  private boolean trace;

  @Option(
      names = WaitOption.NAME,
      paramLabel = "DURATION",
      converter = DurationOption.class,
      description = "How long to wait for a board that is in use, as in 10m (default: not at all).")
  private Optional<Duration> wait = Optional.empty();

  private Masker masker = Masker.NONE;

  /** Returns the configuration files in the order of the command line. */
  List<String> configs() {
    return configs;
  }

  /**
   * Returns the configuration file, if one is named.
   *
   * @throws JerboaException {@code usage.config} if several are
   */
  Optional<String> config() {
    if (configs.size() > 1) {
      throw JerboaException.of(
              ErrorClass.USAGE,
              "config",
              "This command works with one configuration file at a time")
          .hint("Only 'flash' takes several -c; or write a job for each board: j job run --help");
    }
    return configs.stream().findFirst();
  }

  /** Returns this user's folders, with the plugins of the command line. */
  Folders folders() {
    return EarlyOptions.folders(System.getenv(), plugins);
  }

  /**
   * Loads the lab that the options or the environment name.
   *
   * @throws JerboaException {@code usage.config} if none is named
   */
  Lab lab() {
    String file =
        config()
            .or(() -> EarlyOptions.config(System.getenv()))
            .orElseThrow(
                () ->
                    JerboaException.of(
                            ErrorClass.USAGE, "config", "No configuration file was named")
                        .hint("Add -c lab.yaml before the command, or set JERBOA_CONFIG."));
    return hidingSecretsOf(lab(file, folders()).claim(this::claim));
  }

  /** Keeps the secrets of a lab out of the errors of this command. */
  Lab hidingSecretsOf(Lab lab) {
    masker = lab.masker();
    return lab;
  }

  /** Returns what hides the secrets of the lab that was loaded. */
  Masker masker() {
    return masker;
  }

  /** Loads a lab, and warns of the plugins that are not in use. */
  static Lab lab(String file, Folders folders) {
    Plugins plugins = plugins(folders);
    warnOfRefused(plugins);
    return Lab.load(file, folders, plugins);
  }

  /** Loads the plugins; the caller closes them. */
  Plugins plugins() {
    return plugins(folders());
  }

  private static Plugins plugins(Folders folders) {
    Logs.quiet();
    return Plugins.load(folders);
  }

  static void warnOfRefused(Plugins plugins) {
    plugins
        .refused()
        .forEach(
            plugin ->
                System.err.printf(
                    "warning: plugin %s is not in use: %s%n", plugin.id(), plugin.reason()));
  }

  boolean json() {
    return json;
  }

  boolean trace() {
    return trace;
  }

  /** Returns how this command takes a board: what others are told, and how long it waits. */
  Claim claim() {
    Optional<String> _ = config();
    return anyClaim();
  }

  /** Returns the same for a command that takes several boards. */
  Claim anyClaim() {
    List<String> words = spec.commandLine().getParseResult().originalArgs();
    return new Claim(Words.withoutValues(words), wait.orElse(Duration.ZERO), this::tellWaiting);
  }

  private void tellWaiting(String text) {
    EventPrinter.note(json, text);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return CommandLine.ExitCode.OK;
  }
}
