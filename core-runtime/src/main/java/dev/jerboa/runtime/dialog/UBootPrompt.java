package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.Expect;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The U-Boot prompt, used without relying on what the prompt looks like.
 *
 * <p>Behind each command an answer with its status is echoed. The hush shell can repeat it where
 * the line damages it; see {@link Hush}. The simple parser knows neither {@code $?} nor variables
 * of its own (U-Boot common/cli_simple.c): there the marker is typed with an unset variable in its
 * middle, {@code E${jb}NONCE}, so that the echo of the line cannot be taken for it, and the text
 * decides about success.
 */
public final class UBootPrompt implements Bootloader {
  private static final String SAFE_VALUE = "[A-Za-z0-9_./:=,@%+-]*";
  private static final Pattern UNKNOWN = Pattern.compile("Unknown command '[^\\n]*");
  private static final Pattern FAILED =
      Pattern.compile("(?i)(## )?error[: ][^\\n]*|failed|Retry count exceeded");

  private final ConsoleSession session;
  private final EchoedLine line;
  private final Prompt prompt;
  private final Hush hush;
  private Optional<Boolean> hasHush = Optional.empty();

  /** Uses a prompt that has just been shown. */
  UBootPrompt(ConsoleSession session, String prompt) {
    this.session = session;
    this.prompt = new Prompt(session, prompt);
    this.line = new EchoedLine(session, SignsOfTrouble.inBootloader());
    this.hush = new Hush(session, line, this.prompt);
  }

  @Override
  public CommandResult run(String command, Deadline deadline) throws InterruptedException {
    EchoedLine.requirePrintable(command);
    if (hasHush.isEmpty()) {
      hasHush = Optional.of(hush.isThere(deadline));
    }
    CommandResult result =
        hasHush.get() ? hush.run(command, deadline) : runSimply(command, deadline);
    refuseUnknown(command, result.output());
    return result;
  }

  private CommandResult runSimply(String command, Deadline deadline) throws InterruptedException {
    String nonce = Nonce.next();
    line.enter(command + "; echo E${jb}" + nonce, deadline);
    Expect end = Expect.text("E" + nonce).orFail(SignsOfTrouble.inBootloader());
    String output = session.expect(end, deadline).before().strip();
    line.answered();
    prompt.pass();
    return new CommandResult(FAILED.matcher(output).find() ? 1 : 0, output);
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

  @Override
  public Optional<String> env(String name, Deadline deadline) throws InterruptedException {
    requireName(name);
    return Answers.agreed(this::run, "printenv " + name, deadline)
        .output()
        .lines()
        .filter(text -> text.startsWith(name + "="))
        .map(text -> text.substring(name.length() + 1).strip())
        .findFirst();
  }

  @Override
  public void setEnv(String name, String value, Deadline deadline) throws InterruptedException {
    requireName(name);
    requireSafe(value);
    CommandResult result = run("setenv " + name + " " + value, deadline);
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
  public Expect.Bad leave(String command, Deadline deadline) throws InterruptedException {
    line.enter(command, deadline);
    return new Expect.Bad(
        Pattern.compile("[^\\n]*" + prompt.atTheEnd()),
        ErrorClass.BOOTLOADER,
        "boot-refused",
        "U-Boot came back to its prompt instead of starting the flasher OS",
        "Check bootcmd, the load addresses and the files of the bundle.",
        false);
  }
}
