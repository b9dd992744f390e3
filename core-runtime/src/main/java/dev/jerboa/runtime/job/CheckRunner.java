package dev.jerboa.runtime.job;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.dialog.Login;
import dev.jerboa.runtime.dialog.SignsOfTrouble;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks a board that was just started, on its console. For one start of the board, and for one
 * thread.
 */
final class CheckRunner {
  private static final Set<String> BOARDS_FAULT = Set.of("console.timeout", "console.board-reset");

  private final LineSession session;
  private Optional<Shell> shell = Optional.empty();
  private boolean somethingSeen;

  CheckRunner(LineSession session) {
    this.session = session;
  }

  /**
   * Makes one check.
   *
   * @throws JerboaException of class {@code CHECK} if the board is not as demanded; of another
   *     class if that cannot be found out
   */
  void run(Check check, Deadline whole) throws InterruptedException {
    Deadline deadline = whole.atMost(check.patience());
    try {
      if (check.expect().isPresent()) {
        expect(check.expect().get(), check.not(), deadline);
      } else if (check.login().isPresent()) {
        logIn(check.login().get(), deadline);
      } else if (check.run().isPresent()) {
        command(check, deadline);
      } else {
        session.send(check.send().orElseThrow());
      }
    } catch (JerboaException e) {
      throw judged(e, check);
    }
  }

  private void expect(String regex, Optional<List<String>> not, Deadline deadline)
      throws InterruptedException {
    List<Pattern> bad =
        not.map(regexes -> regexes.stream().map(Pattern::compile).toList())
            .orElseGet(SignsOfTrouble::whileStarting);
    var _ = session.expect(Expect.of(regex).orFail(signs(bad)), deadline);
    somethingSeen = true;
  }

  private static List<Expect.Bad> signs(List<Pattern> patterns) {
    return patterns.stream()
        .map(
            pattern ->
                new Expect.Bad(
                    pattern,
                    ErrorClass.CHECK,
                    "bad-sign",
                    "The console shows what must not come",
                    "Look at the transcript for what came before.",
                    false))
        .toList();
  }

  /**
   * Enter is pressed only when the system is known to be up: before, it would stop the bootloader.
   * It brings a prompt again that an earlier check has consumed.
   */
  private void logIn(Check.Login login, Deadline deadline) throws InterruptedException {
    if (!somethingSeen) {
      String prompt = login.username().isPresent() ? login.loginPrompt() : login.prompt() + " ?\\z";
      expect(prompt, Optional.empty(), deadline);
    }
    session.send("\r");
    var words =
        new BundleManifest.Login(
            login.loginPrompt(),
            login.username(),
            login.password(),
            login.prompt(),
            Optional.empty());
    shell = Optional.of(new Login(session, words, List.of()).shell(deadline));
  }

  private void command(Check check, Deadline deadline) throws InterruptedException {
    String command = check.run().orElseThrow();
    CommandResult result = shell.orElseThrow().run(command, deadline);
    int wanted = check.status().orElse(0);
    if (result.status() != wanted) {
      String text = "'%s' ended with status %d, not %d".formatted(command, result.status(), wanted);
      throw failure("status", text + printed(result)).hint("Look at what it printed.");
    }
    check
        .output()
        .filter(regex -> !Pattern.compile(regex).matcher(result.output()).find())
        .ifPresent(
            regex -> {
              String text = "'%s' did not print '%s'".formatted(command, regex);
              throw failure("output", text + printed(result)).hint("Look at what it printed.");
            });
  }

  private static String printed(CommandResult result) {
    return result.output().isEmpty()
        ? "; it printed nothing"
        : "; it printed:\n" + result.output().indent(4).stripTrailing();
  }

  private static JerboaException failure(String code, String text) {
    return JerboaException.of(ErrorClass.CHECK, code, text);
  }

  /** A silent, panicking or refusing board has failed the check; a lost console says nothing. */
  private JerboaException judged(JerboaException e, Check check) {
    boolean boards =
        e.errorClass() == ErrorClass.BOOTLOADER
            || e.errorClass() == ErrorClass.TARGET
            || BOARDS_FAULT.contains(e.code());
    if (!boards) {
      return e;
    }
    String name = e.code().substring(e.code().indexOf('.') + 1);
    return failure(name, message(e, check)).hint(e.hint()).causedBy(e);
  }

  private String message(JerboaException e, Check check) {
    if (check.run().isEmpty() || !e.code().equals("console.timeout")) {
      return String.valueOf(e.getMessage());
    }
    return "'%s' did not end within %d s; the last lines:\n%s"
        .formatted(
            check.run().get(),
            check.patience().toSeconds(),
            session.tail(5).indent(4).stripTrailing());
  }
}
