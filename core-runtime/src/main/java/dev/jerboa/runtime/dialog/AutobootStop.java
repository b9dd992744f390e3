package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.BootloaderSettings;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.dialog.Expect.Bad;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stops a board that has just been powered on in its bootloader.
 *
 * <p>The interrupt characters go out again and again, and a prompt is believed only when the shell
 * behind it answers a nonce.
 */
public final class AutobootStop {
  /** How often the interrupt characters are sent; autoboot delays are whole seconds. */
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private static final Duration SETTLE = Duration.ofMillis(150);

  /** Twice, because U-Boot takes one behind an escape character as text (cli_readline.c). */
  private static final String CLEAR_LINE = "\u0003\u0003";

  /** The end of a line that looks like a prompt and after which nothing comes. */
  private static final String ANY_PROMPT = "(?:^|\\n)[^\\n]{0,40}[>#$] ?\\z";

  private static final List<Bad> KERNEL_STARTED =
      List.of(
          new Bad(
              Pattern.compile(
                  "Starting kernel \\.\\.\\.|\\] Linux version [^\\n]*|Booting Linux on"),
              ErrorClass.BOOTLOADER,
              "not-interruptible",
              "The board started its operating system before U-Boot could be stopped",
              "Set bootdelay to 1 or more in U-Boot, or configure the uboot node's interrupt.",
              true));

  private final ConsoleSession session;
  private final BootloaderSettings settings;

  public AutobootStop(ConsoleSession session, BootloaderSettings settings) {
    this.session = session;
    this.settings = settings;
  }

  /**
   * Waits for the bootloader and returns its prompt.
   *
   * @throws JerboaException of class {@code BOOTLOADER}: {@code no-prompt}, {@code silent} or
   *     {@code not-interruptible}; {@code console.unreadable} at a wrong baud rate
   */
  public UBootPrompt stop(Deadline most) throws InterruptedException {
    Deadline deadline = most.atMost(settings.timeout());
    Expect prompt =
        Expect.of(settings.prompt().map(AutobootStop::literal).orElse(ANY_PROMPT))
            .orFail(KERNEL_STARTED);
    while (!deadline.expired()) {
      session.send(settings.interrupt());
      if (Quiet.seen(session, prompt, deadline.atMost(INTERVAL)) && answers(prompt, deadline)) {
        return new UBootPrompt(session, session.tail(1));
      }
    }
    throw noPrompt();
  }

  private static String literal(String prompt) {
    return "(?:^|\\n)" + Pattern.quote(prompt.strip()) + " ?\\z";
  }

  /** Clears what the interrupt characters left on the line, then asks for a nonce. */
  private boolean answers(Expect prompt, Deadline deadline) throws InterruptedException {
    session.send(CLEAR_LINE);
    Quiet.await(session, SETTLE, deadline.atMost(Duration.ofSeconds(2)));
    String nonce = Nonce.next();
    session.send("echo E${jb}" + nonce + "\r");
    boolean answered =
        Quiet.seen(
            session,
            Expect.text("E" + nonce).orFail(KERNEL_STARTED),
            deadline.atMost(Duration.ofSeconds(2)));
    return answered && Quiet.seen(session, prompt, deadline.atMost(Duration.ofSeconds(2)));
  }

  private JerboaException noPrompt() {
    String tail = session.tail(5);
    long seconds = settings.timeout().toSeconds();
    if (tail.isEmpty()) {
      return JerboaException.of(
              ErrorClass.BOOTLOADER,
              "silent",
              "The board printed nothing in " + seconds + " s after power-on")
          .hint("Is it powered? Is the console wired to this port, with this baud rate?")
          .retryable();
    }
    if (isRubbish(tail)) {
      return JerboaException.of(
              ErrorClass.CONSOLE, "unreadable", "What the board prints is not text: " + tail)
          .hint("Set the baud rate of the serial node to the board's, and check the ground wire.");
    }
    return JerboaException.of(
            ErrorClass.BOOTLOADER,
            "no-prompt",
            "No U-Boot prompt in %d s after power-on; the board's last lines:\n%s"
                .formatted(seconds, tail.indent(4).stripTrailing()))
        .hint("Configure prompt, interrupt or timeout of the uboot node for this board.")
        .retryable();
  }

  /** A wrong baud rate makes bytes of all values, a right one hardly any outside ASCII. */
  private static boolean isRubbish(String text) {
    return text.chars().filter(c -> c > '~').count() * 4 > text.length();
  }
}
