package dev.jerboa.runtime.dialog;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.ConsoleSession;
import dev.jerboa.api.dialog.ConsoleSession.Match;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.dialog.Shell;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A shell on the console whose results are framed by a nonce per command.
 *
 * <p>A command runs as {@code jb_s NONCE; { COMMAND; } </dev/null; jb_e}, or as {@code jb NONCE
 * COMMAND} if it calls a function of ours, where {@code jb_s} prints {@code SNONCE} and {@code
 * jb_e} prints {@code ENONCE:STATUS:NONCE:STATUS:NONCE}. The echo of that line never holds {@code
 * ENONCE:}, kernel messages around the frame do no harm, and a frame that was damaged, seen by the
 * two statuses, is printed again: the command itself is not run a second time.
 */
public final class LinuxShell implements Shell {
  private static final Duration SETUP = Duration.ofSeconds(10);
  private static final Duration FIRST_NUDGE = Duration.ofSeconds(2);
  private static final Duration NUDGE = Duration.ofSeconds(10);
  private static final Duration SETTLE = Duration.ofMillis(100);
  private static final Duration PROMPT_WAIT = Duration.ofSeconds(1);
  private static final int ASK_AGAIN = 3;
  private static final int TRIES = 3;

  /** What our prompts begin with. */
  private static final String MARK = "jb";

  private static final String INTERRUPT = "\u0003";

  /** The index of the match that shows that the shell waits for more. */
  private static final int UNFINISHED = 2;

  private static final List<String> FUNCTIONS =
      List.of(
          "jb_s() { jb_t=$1; printf '\\nS%s\\n' $1; }",
          "jb_e() { jb_v=$jb_t:$?; jb_r; }",
          "jb_r() { printf '\\nE%s:%s:%s\\n' $jb_v $jb_v $jb_t; }",
          "jb() { jb_s $1; $2 $3 </dev/null; jb_e; }");

  private static final Pattern EARLIER = Pattern.compile(frame(Nonce.PATTERN));

  /** A call that needs no parsing by the shell, and can be typed in fewer characters. */
  private static final Pattern CALL = Pattern.compile("jb_\\w+ [\\w./-]+");

  private final ConsoleSession session;
  private final EchoedLine line;
  private final String prompt;

  /** What the shell prints when it waits for the rest of a command. */
  private final String unfinished;

  private LinuxShell(ConsoleSession session, String token) {
    this.session = session;
    this.line = new EchoedLine(session, SignsOfTrouble.inLinux());
    this.prompt = MARK + token + "# ";
    this.unfinished = MARK + token + "> ";
  }

  /**
   * Takes over the shell that waits behind the console and makes it quiet: a prompt of our own, no
   * kernel messages, no history, a terminal wide enough that no line wraps.
   *
   * <p>What a poor flasher OS lacks ({@code stty}, {@code dmesg}) is done without.
   */
  static LinuxShell take(ConsoleSession session, Deadline deadline) throws InterruptedException {
    LinuxShell shell = new LinuxShell(session, Nonce.next());
    while (!shell.handshake(deadline)) {
      if (deadline.expired()) {
        throw noShell(session);
      }
    }
    shell.command("stty cols 1000 rows 50");
    for (String function : FUNCTIONS) {
      shell.command(function);
    }
    CommandResult _ = shell.run("dmesg -n 1; unset HISTFILE; cd /", deadline.atMost(SETUP));
    return shell;
  }

  /** Returns whether something behind the console evaluates a line as a shell does. */
  private boolean handshake(Deadline deadline) throws InterruptedException {
    String nonce = Nonce.next();
    String setPrompts = "PS1=%s; PS2=%s".formatted(quoted(prompt), quoted(unfinished));
    session.send("\r");
    Quiet.await(session, SETTLE, deadline.atMost(Duration.ofSeconds(2)));
    try {
      line.enter("T=" + nonce + "; " + setPrompts + "; echo E$T", deadline);
    } catch (JerboaException e) {
      if (e.code().equals("console.garbled") || e.code().equals("console.timeout")) {
        return false;
      }
      throw e;
    }
    Expect answer = Expect.text("E" + nonce).orFail(SignsOfTrouble.inLinux());
    boolean answered = Quiet.seen(session, answer, deadline.atMost(Duration.ofSeconds(3)));
    if (answered) {
      line.answered();
      awaitPrompt();
    }
    return answered;
  }

  /** Quotes a prompt so that the echo of the line cannot be taken for it. */
  private static String quoted(String prompt) {
    return MARK + "'" + prompt.substring(MARK.length()) + "'";
  }

  /** Runs a short line without a frame, again if Enter was lost or the line was damaged. */
  private void command(String text) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      line.enter(text, Deadline.after(SETUP));
      if (Quiet.seen(session, Expect.text(prompt), Deadline.after(PROMPT_WAIT))) {
        line.answered();
        return;
      }
      abandon();
    }
  }

  /** Gives up a line that the shell waits to see the end of; nothing of it has run. */
  private void abandon() throws InterruptedException {
    session.send(INTERRUPT);
    awaitPrompt();
    line.answered();
  }

  /**
   * Waits for the prompt, because what is typed before it is echoed twice: by the terminal and by
   * the line editor. A prompt that was damaged on the way costs the wait and nothing else.
   */
  private void awaitPrompt() throws InterruptedException {
    Quiet.passes(session, Expect.text(prompt), PROMPT_WAIT);
  }

  private static JerboaException noShell(ConsoleSession session) {
    return JerboaException.of(
            ErrorClass.BOOTLOADER,
            "no-shell",
            "Nothing that behaves like a shell answers on the console; its last lines:\n"
                + session.tail(5).indent(4).stripTrailing())
        .hint("Check spec.login.prompt and that the user's shell is sh, ash or bash.")
        .retryable();
  }

  @Override
  public CommandResult run(String command, Deadline deadline) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      String nonce = Nonce.next();
      String framed =
          CALL.matcher(command).matches() ? "jb %s %s" : "jb_s %s; { %s; } </dev/null; jb_e";
      line.enter(framed.formatted(nonce, command), deadline);
      Match match = awaitFrame(nonce, deadline);
      if (match.index() != UNFINISHED) {
        int status = match.index() == 0 ? status(match) : askAgain(nonce, match, deadline);
        return new CommandResult(status, outputOf(match.before(), nonce));
      }
      abandon();
    }
    throw Answers.lost(TRIES);
  }

  /**
   * Waits for the frame, or for the prompt that shows that the frame was damaged, or that the line
   * was, and could not be run.
   */
  private Match awaitFrame(String nonce, Deadline deadline) throws InterruptedException {
    Expect end =
        Expect.of(
                frame(nonce),
                "\\n" + Pattern.quote(prompt) + "\\z",
                "\\n" + Pattern.quote(unfinished) + "\\z")
            .orFail(SignsOfTrouble.inLinux());
    for (Duration wait = FIRST_NUDGE; ; wait = NUDGE) {
      try {
        Match match = session.expect(end, deadline.atMost(wait));
        line.answered();
        return match;
      } catch (JerboaException e) {
        if (!e.code().equals("console.timeout") || deadline.expired()) {
          throw e;
        }
        // Enter may have been lost; when the command has ended, this brings a new prompt.
        session.send("\r");
      }
    }
  }

  /** Returns the pattern of what ends an answer: whose end it is, and the status. */
  private static String frame(String nonce) {
    return "E(%s):(\\d{1,3}):\\1:\\2:\\1".formatted(nonce);
  }

  private int askAgain(String nonce, Match seen, Deadline deadline) throws InterruptedException {
    boolean refused = false;
    for (int i = 0; i < ASK_AGAIN; i++) {
      line.enter("jb_r", deadline);
      Match match = awaitFrame(nonce, deadline);
      if (match.index() == 0) {
        return status(match);
      }
      refused |= EARLIER.matcher(match.before()).find();
    }
    throw refused ? refused(outputOf(seen.before(), nonce)) : Answers.lost(ASK_AGAIN + 1);
  }

  /** The frame of the command before it shows that nothing of a line has run. */
  private static JerboaException refused(String said) {
    return JerboaException.of(
            ErrorClass.USAGE,
            "shell-syntax",
            "The board's shell did not run the command: "
                + (said.isEmpty() ? "it gave no reason" : said))
        .hint("Check its quotes and brackets; the shell may also be too simple for it.");
  }

  private int status(Match frame) throws InterruptedException {
    awaitPrompt();
    return Integer.parseInt(frame.group(2));
  }

  private static String outputOf(String received, String nonce) {
    int start = received.lastIndexOf("S" + nonce);
    String output = start < 0 ? received : received.substring(start + 1 + nonce.length());
    return output.strip();
  }
}
