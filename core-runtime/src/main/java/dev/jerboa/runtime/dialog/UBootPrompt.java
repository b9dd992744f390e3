package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The U-Boot prompt, used without relying on what the prompt looks like.
 *
 * <p>Behind each command a marker is echoed with the status, twice, because a damaged one would
 * pass for another. The marker is typed with an unset variable in its middle, {@code E${jb}NONCE},
 * so that the echo of the line cannot be taken for it; this works in the hush shell and in the
 * simple parser alike (U-Boot common/cli_hush.c, cli_simple.c). The simple parser knows no {@code
 * $?}: then the status is judged by the text.
 */
public final class UBootPrompt implements Bootloader {
  static final Duration SHORT = Duration.ofSeconds(10);

  private static final Duration PROMPT_WAIT = Duration.ofMillis(500);
  private static final String SAFE_VALUE = "[A-Za-z0-9_./:=,@%+-]*";
  private static final Pattern UNKNOWN = Pattern.compile("Unknown command '[^\\n]*");
  private static final Pattern FAILED =
      Pattern.compile("(?i)(## )?error[: ][^\\n]*|failed|Retry count exceeded");

  private final ConsoleSession session;
  private final EchoedLine line;
  private final String prompt;

  /** Uses a prompt that has just been shown. */
  UBootPrompt(ConsoleSession session, String prompt) {
    this.session = session;
    this.prompt = prompt;
    this.line = new EchoedLine(session, SignsOfTrouble.inBootloader());
  }

  @Override
  public CommandResult run(String command, Deadline deadline) throws InterruptedException {
    String nonce = Nonce.next();
    line.enter(command + "; echo E${jb}" + nonce + ":$?:$?:", deadline);
    Expect end =
        Expect.of("E" + nonce + ":(\\d{1,3}|\\$\\?):\\1:").orFail(SignsOfTrouble.inBootloader());
    ConsoleSession.Match match = session.expect(end, deadline);
    line.answered();
    // Typing ahead of the prompt may overrun a UART that nobody reads yet.
    Quiet.passes(session, Expect.text(prompt), PROMPT_WAIT);
    String output = match.before().strip();
    refuseUnknown(command, output);
    return new CommandResult(status(match.group(1), output), output);
  }

  private static void refuseUnknown(String command, String output) {
    Matcher unknown = UNKNOWN.matcher(output);
    if (unknown.find()) {
      throw JerboaException.of(
              ErrorClass.BOOTLOADER,
              "unknown-command",
              "U-Boot does not know the command '" + command + "': " + unknown.group())
          .hint("Use a U-Boot that was built with this command.");
    }
  }

  private static int status(String reported, String output) {
    if (reported.equals("$?")) {
      return FAILED.matcher(output).find() ? 1 : 0;
    }
    return Integer.parseInt(reported);
  }

  @Override
  public Optional<String> env(String name) throws InterruptedException {
    requireName(name);
    CommandResult result = run("printenv " + name, Deadline.after(SHORT));
    return result
        .output()
        .lines()
        .filter(text -> text.startsWith(name + "="))
        .map(text -> text.substring(name.length() + 1).strip())
        .findFirst();
  }

  @Override
  public void setEnv(String name, String value) throws InterruptedException {
    requireName(name);
    requireSafe(value);
    CommandResult result = run("setenv " + name + " " + value, Deadline.after(SHORT));
    if (!result.ok()) {
      throw JerboaException.of(
              ErrorClass.BOOTLOADER,
              "setenv",
              "U-Boot did not set '%s': %s".formatted(name, result.output()))
          .hint("The variable may be write-protected in this U-Boot.");
    }
  }

  /** Without a name, {@code setenv} would take the value for it. */
  private static void requireName(String name) {
    requireSafe(name.isEmpty() ? "(no name)" : name);
  }

  /** An unbalanced quote would leave U-Boot at its continuation prompt for ever. */
  private static void requireSafe(String text) {
    if (!text.matches(SAFE_VALUE)) {
      throw JerboaException.of(
              ErrorClass.USAGE,
              "uboot-value",
              "U-Boot names and values are limited to [A-Za-z0-9_./:=,@%+-]: " + text)
          .hint("Leave out quotes, spaces, ';' and '$'.");
    }
  }

  @Override
  public Expect.Bad leave(String command) throws InterruptedException {
    line.enter(command, Deadline.after(SHORT));
    return new Expect.Bad(
        Pattern.compile("[^\\n]*\\n+" + Pattern.quote(prompt.strip()) + " ?\\z"),
        ErrorClass.BOOTLOADER,
        "boot-refused",
        "U-Boot came back to its prompt instead of starting the flasher OS",
        "Check bootcmd, the load addresses and the files of the bundle.",
        false);
  }
}
