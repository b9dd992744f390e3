package dev.jerboa.runtime.job;

import static dev.jerboa.runtime.job.Job.require;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** One thing that must be true of a started board: exactly one of expect, login, run and send. */
public record Check(
    @Doc("What the check is called in reports; made from the check when absent.")
        Optional<String> name,
    @Doc("A regular expression that the console must show.") Optional<String> expect,
    @Doc("Regular expressions that must not come before; signs of a broken boot when absent.")
        Optional<List<String>> not,
    @Doc("Logs in, as 'run' needs.") Optional<Login> login,
    @Doc("A command for the shell behind the login: at most 600 printable ASCII characters.")
        Optional<String> run,
    @Doc("The exit status the command must have; 0 when absent.") Optional<Integer> status,
    @Doc("A regular expression that must be found in what the command prints.")
        Optional<String> output,
    @Doc("Text that is typed as it is; \"\\r\" is Enter.") Optional<String> send,
    @Doc("How long the check may take; 120s when absent.") Optional<Duration> timeout) {
  private static final int LONGEST_COMMAND = 600;
  private static final int LONGEST_TITLE = 34;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  public Check {
    long kinds = Stream.of(expect, login, run, send).filter(Optional::isPresent).count();
    require(kinds == 1, "needs exactly one of 'expect', 'login', 'run' and 'send'");
    require(not.isEmpty() || expect.isPresent(), "not goes with 'expect' only");
    require(status.isEmpty() || run.isPresent(), "status goes with 'run' only");
    require(output.isEmpty() || run.isPresent(), "output goes with 'run' only");
    require(timeout.isEmpty() || send.isEmpty(), "timeout does not go with 'send'");
    require(timeout.isEmpty() || timeout.get().isPositive(), "timeout must be longer than 0 s");
    require(
        status.isEmpty() || (status.get() >= 0 && status.get() < 256), "status must be 0 to 255");
    run.ifPresent(Check::requireCommand);
    expect.ifPresent(regex -> requireRegex("expect", regex));
    output.ifPresent(regex -> requireRegex("output", regex));
    not.ifPresent(regexes -> regexes.forEach(regex -> requireRegex("not", regex)));
  }

  private static void requireCommand(String command) {
    require(!command.isBlank(), "run must not be empty");
    require(command.length() <= LONGEST_COMMAND, "run is longer than " + LONGEST_COMMAND);
    require(command.chars().allMatch(c -> c >= ' ' && c <= '~'), "run must be one line of ASCII");
  }

  private static void requireRegex(String key, String regex) {
    try {
      var _ = Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      String where = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
      throw new IllegalArgumentException(
          key + " is no regular expression: " + e.getDescription() + where, e);
    }
  }

  static void requireLoginBeforeRun(List<Check> checks) {
    for (Check check : checks) {
      if (check.login().isPresent()) {
        return;
      }
      require(check.run().isEmpty(), "checks must have a 'login' before the first 'run'");
    }
  }

  /** Returns what a person is told the check does. */
  public String title() {
    String title =
        name.or(() -> expect.map(regex -> "Expect " + regex))
            .or(() -> login.map(who -> "Log in as " + who.username().orElse("nobody")))
            .or(() -> run.map(command -> "Run " + command))
            .orElse("Send text");
    return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE - 1) + "…" : title;
  }

  /** Returns how long the check may take. */
  public Duration patience() {
    return timeout.orElse(PATIENCE);
  }

  /** How to get from a started board to a shell. */
  public record Login(
      @Doc("The user; without one, a shell without login is expected.") Optional<String> username,
      @Doc("The password, if one is asked for.") Optional<Secret> password,
      @Doc("A regular expression for the end of the login prompt.") @Default("login:")
          String loginPrompt,
      @Doc("A regular expression for the end of the shell prompt.") @Default("[#$]")
          String prompt) {
    public Login {
      requireRegex("login_prompt", loginPrompt);
      requireRegex("prompt", prompt);
    }
  }
}
