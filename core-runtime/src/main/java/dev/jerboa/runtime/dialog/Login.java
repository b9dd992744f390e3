package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Goes from a booting kernel to a shell that answers. */
public final class Login {
  /** A second try, because one lost character of a password looks like a wrong password. */
  private static final int TRIES = 2;

  private static final String REFUSED = "(?i)login incorrect|authentication failure";
  private static final Duration PASSWORD_WAIT = Duration.ofSeconds(30);

  private final ConsoleSession session;
  private final BundleManifest.Login login;
  private final List<Expect.Bad> trouble;

  /**
   * Logs in on a console.
   *
   * @param comeBack what shows that the bootloader is still there
   */
  public Login(ConsoleSession session, BundleManifest.Login login, Expect.Bad comeBack) {
    this.session = session;
    this.login = login;
    this.trouble =
        Stream.concat(SignsOfTrouble.whileBooting().stream(), Stream.of(comeBack)).toList();
  }

  /**
   * Waits for the flasher OS, logs in when a user name is given and returns its shell.
   *
   * @throws JerboaException of class {@code BOOTLOADER}: {@code no-login}, {@code login-refused},
   *     {@code kernel-panic}, {@code boot-refused}
   */
  public LinuxShell shell(Deadline deadline) throws InterruptedException {
    if (login.username().isPresent()) {
      logIn(login.username().get(), deadline);
    } else {
      await(login.prompt(), "no-shell", "a shell prompt", deadline);
    }
    return LinuxShell.take(session, deadline);
  }

  private void logIn(String user, Deadline deadline) throws InterruptedException {
    await(login.loginPrompt(), "no-login", "a login prompt", deadline);
    for (int tries = 1; tries <= TRIES; tries++) {
      new EchoedLine(session, SignsOfTrouble.inLinux()).enter(user, deadline);
      if (accepted(deadline.atMost(PASSWORD_WAIT))) {
        return;
      }
      await(login.loginPrompt(), "no-login", "a login prompt", deadline);
    }
    throw JerboaException.of(
            ErrorClass.BOOTLOADER,
            "login-refused",
            "The flasher OS refused the login of '%s' %d times".formatted(user, TRIES))
        .hint("Check spec.login.username and spec.login.password of the bundle's manifest.");
  }

  private boolean accepted(Deadline deadline) throws InterruptedException {
    Expect next =
        Expect.of("(?i)assword: ?", REFUSED, login.prompt()).orFail(SignsOfTrouble.inLinux());
    int seen = session.expect(next, deadline).index();
    if (seen == 0) {
      session.send(login.password().map(Secret::reveal).orElse("") + "\r");
      Expect answer =
          Expect.of(REFUSED, login.loginPrompt(), login.prompt()).orFail(SignsOfTrouble.inLinux());
      return session.expect(answer, deadline).index() == 2;
    }
    return seen == 2;
  }

  private void await(String pattern, String code, String what, Deadline deadline)
      throws InterruptedException {
    Expect expect = Expect.of(pattern).orFail(trouble);
    if (!Quiet.seen(session, expect, deadline)) {
      throw JerboaException.of(
              ErrorClass.BOOTLOADER,
              code,
              "The flasher OS did not show %s within %d s; its last lines:\n%s"
                  .formatted(
                      what,
                      deadline.allowed().toSeconds(),
                      session.tail(5).indent(4).stripTrailing()))
          .hint("Check the bundle's bootcmd and console= argument, and spec.login.")
          .retryable();
    }
  }
}
