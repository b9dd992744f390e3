package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Goes from a booting kernel to a shell that answers. */
public final class Login {
  /** A second try, because one lost character of a password looks like a wrong password. */
  private static final int TRIES = 2;

  private static final String REFUSED = "(?i)login incorrect|authentication failure";
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration NUDGE = Duration.ofSeconds(5);

  private final ConsoleSession session;
  private final BundleManifest.Login login;
  private final List<Expect.Bad> trouble;

  /**
   * Logs in on a console.
   *
   * @param more signs of trouble besides those of a booting Linux, such as a bootloader that is
   *     still there
   */
  public Login(ConsoleSession session, BundleManifest.Login login, List<Expect.Bad> more) {
    this.session = session;
    this.login = login;
    this.trouble = Stream.concat(SignsOfTrouble.whileBooting().stream(), more.stream()).toList();
  }

  /**
   * Waits for the system, logs in when a user name is given and returns its shell.
   *
   * @throws JerboaException of class {@code BOOTLOADER}: {@code no-login}, {@code login-refused},
   *     {@code kernel-panic}, {@code boot-refused}
   */
  public LinuxShell shell(Deadline deadline) throws InterruptedException {
    if (login.username().isPresent()) {
      logIn(login.username().get(), deadline);
    } else {
      require(await(booting(shellPrompt()), deadline), "no-shell", "a shell prompt", deadline);
    }
    return LinuxShell.take(session, deadline);
  }

  private void logIn(String user, Deadline deadline) throws InterruptedException {
    requireLoginPrompt(deadline);
    for (int tries = 1; tries <= TRIES; tries++) {
      Answer answer = answer(user, deadline.atMost(ANSWER));
      if (answer == Answer.SHELL) {
        return;
      }
      if (answer == Answer.REFUSED && tries < TRIES) {
        requireLoginPrompt(deadline);
      }
    }
    throw JerboaException.of(
            ErrorClass.BOOTLOADER,
            "login-refused",
            "The board refused the login of '%s' %d times".formatted(user, TRIES))
        .hint("Check user name and password: spec.login of the bundle, or login of the job.");
  }

  private void requireLoginPrompt(Deadline deadline) throws InterruptedException {
    require(await(booting(loginPrompt()), deadline), "no-login", "a login prompt", deadline);
  }

  /** What comes after a user name, or after a password, in the order of the patterns. */
  private enum Answer {
    REFUSED,
    LOGIN_PROMPT,
    SHELL,
    PASSWORD
  }

  private Answer answer(String user, Deadline deadline) throws InterruptedException {
    new EchoedLine(session, SignsOfTrouble.inLinux()).type(user, deadline);
    session.send("\r");
    Answer answer = next(deadline, "(?i)assword: ?\\z");
    if (answer == Answer.PASSWORD) {
      session.send(login.password().map(Secret::reveal).orElse("") + "\r");
      answer = next(deadline);
    }
    return answer;
  }

  private Answer next(Deadline deadline, String... more) throws InterruptedException {
    List<String> patterns = new ArrayList<>(List.of(REFUSED, loginPrompt(), shellPrompt()));
    patterns.addAll(List.of(more));
    Expect expect = Expect.of(patterns.toArray(String[]::new)).orFail(SignsOfTrouble.inLinux());
    OptionalInt index = await(expect, deadline);
    require(index, "no-login", "an answer to the login", deadline);
    return Answer.values()[index.getAsInt()];
  }

  /** A prompt ends what the board has printed, unlike "#1 SMP" and "Last login: Monday". */
  private String loginPrompt() {
    return "(?<!Last )(?:" + login.loginPrompt() + ") ?\\z";
  }

  private String shellPrompt() {
    return "(?:" + login.prompt() + ") ?\\z";
  }

  private Expect booting(String pattern) {
    return Expect.of(pattern).orFail(trouble);
  }

  /** Presses Enter from time to time: it brings a prompt again that the kernel has printed over. */
  private OptionalInt await(Expect expect, Deadline deadline) throws InterruptedException {
    while (!deadline.expired()) {
      try {
        return OptionalInt.of(session.expect(expect, deadline.atMost(NUDGE)).index());
      } catch (JerboaException e) {
        if (!e.code().equals("console.timeout")) {
          throw e;
        }
        session.send("\r");
      }
    }
    return OptionalInt.empty();
  }

  private void require(OptionalInt seen, String code, String what, Deadline deadline) {
    if (seen.isEmpty()) {
      throw JerboaException.of(
              ErrorClass.BOOTLOADER,
              code,
              "The board did not show %s within %d s; its last lines:\n%s"
                  .formatted(
                      what,
                      deadline.allowed().toSeconds(),
                      session.tail(5).indent(4).stripTrailing()))
          .hint("Check the console= argument of the kernel, and spec.login or login.")
          .retryable();
    }
  }
}
