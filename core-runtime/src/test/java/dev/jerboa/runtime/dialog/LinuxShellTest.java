package dev.jerboa.runtime.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.dialog.FakeShell.Mode;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LinuxShellTest {
  @TempDir Path folder;
  private FakeShell board;
  private LineSession session;

  private LinuxShell take(FakeShell shell) throws Exception {
    board = shell;
    session = shell.link.session();
    return LinuxShell.take(session, Deadline.seconds(30));
  }

  private LinuxShell take(Mode mode) throws Exception {
    return take(FakeShell.started(folder, mode));
  }

  @AfterEach
  void close() {
    if (session != null) {
      session.close();
      board.close();
    }
  }

  private static CommandResult run(Shell shell, String command) throws InterruptedException {
    return shell.run(command, Deadline.seconds(30));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void statusesAndOutputsAreTheCommands(Mode mode) throws Exception {
    LinuxShell shell = take(mode);
    assertEquals(new CommandResult(0, "hello"), run(shell, "echo hello"));
    assertEquals(new CommandResult(0, ""), run(shell, "true"));
    assertEquals(new CommandResult(1, ""), run(shell, "false"));
    assertEquals(255, run(shell, "(exit 255)").status());
    assertEquals(127, run(shell, "no-such-command").status());
    assertEquals(new CommandResult(3, "no end"), run(shell, "printf 'no end'; (exit 3)"));
    assertEquals("a  b", run(shell, "echo 'a  b'").output());
    assertEquals("it's \"$HOME\"", run(shell, "echo " + Shell.quote("it's \"$HOME\"")).output());
    assertEquals("1\n2\n\n3", run(shell, "printf '1\\n2\\n\\n3\\n'").output());
    assertEquals("x".repeat(600), run(shell, "echo " + "x".repeat(600)).output());
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void aLongOutputComesWhole(Mode mode) throws Exception {
    CommandResult result =
        run(take(mode), "i=0; while [ $i -lt 1024 ]; do printf '%063d\\n' $i; i=$((i+1)); done");
    assertEquals(0, result.status());
    assertEquals(64 * 1024 - 1, result.output().length());
    assertTrue(result.output().endsWith("0001023"), "the end is there");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"~ # ", "root@j784s4-evm:/var/volatile/a-rather-long-folder-name/of/it# "})
  @Tag("S10")
  void anyPromptWillDo(String prompt) throws Exception {
    FakeShell shell = new FakeShell(folder, Mode.EDITOR, prompt);
    shell.start();
    assertEquals("ok", run(take(shell), "echo ok").output());
  }

  @Test
  void theTerminalIsMadeWideFromTheTerminalItself() throws Exception {
    take(Mode.COOKED);
    String stty = board.entered.stream().filter(line -> line.contains("stty")).findFirst().get();
    // What is framed reads from /dev/null, where stty has nothing to set.
    assertFalse(stty.contains("/dev/null"), stty);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  @Tag("S8")
  @Tag("S9")
  void outputThatLooksLikeADialogueHasNoEffect(Mode mode) throws Exception {
    LinuxShell shell = take(mode);
    for (String text :
        new String[] {"# ", "=> ", "board login: ", "~ # ", "rc=0", "E0123456789abcdef:0:"}) {
      CommandResult result =
          run(shell, "printf '%s' " + Shell.quote("\n" + text).replace("\n", "") + "; (exit 7)");
      assertEquals(7, result.status(), text);
      assertEquals(text.strip(), result.output());
    }
    assertEquals(5, run(shell, "printf \"\\n$PS1\"; (exit 5)").status());
    assertEquals(6, run(shell, "echo \"$PS1\"; echo x; (exit 6)").status());
    assertEquals(0, run(shell, "true").status());
  }

  @Test
  @Tag("S9")
  void aFrameOfAnEarlierCommandHasNoEffect() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    java.util.List<Byte> seen = new java.util.ArrayList<>();
    session.tee(
        bytes -> {
          for (byte b : bytes) {
            seen.add(b);
          }
        });
    run(shell, "true");
    StringBuilder old = new StringBuilder();
    seen.forEach(b -> old.append((char) (b & 0xff)));
    String frame =
        old.toString()
            .lines()
            .filter(l -> l.matches("E" + Nonce.PATTERN + ":.*"))
            .findFirst()
            .orElseThrow();
    assertEquals(9, run(shell, "echo '" + frame.strip() + "'; (exit 9)").status());
  }

  @Test
  void aSyntaxErrorIsNoResultAndTheShellGoesOn() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    JerboaException error = assertThrows(JerboaException.class, () -> run(shell, "echo ( x"));
    assertEquals("usage.shell-syntax", error.code());
    assertTrue(error.getMessage().toLowerCase(Locale.ROOT).contains("syntax"), error.getMessage());
    assertEquals("on", run(shell, "echo on").output());
  }

  @Test
  void aCommandThatLastsIsNudgedAndNotRunTwice() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    String wait = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; echo once >> log; echo done";
    assertEquals("done", run(shell, "cd '" + folder + "'; " + wait).output());
    assertEquals("once\n", java.nio.file.Files.readString(folder.resolve("log")));
  }

  @Test
  void aDeadlineIsHonoured() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    long start = System.nanoTime();
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> shell.run("while :; do :; done", Deadline.seconds(2)));
    assertEquals("console.timeout", error.code());
    assertTrue(System.nanoTime() - start < 4_000_000_000L);
  }

  @Test
  @Tag("W7p")
  void aResetEndsTheCommand() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    JerboaException error =
        assertThrows(
            JerboaException.class,
            () -> run(shell, "printf 'U-Boot SPL %s\\n' 2023.01; while :; do :; done"));
    assertEquals("console.board-reset", error.code());
    assertTrue(error.isRetryable());
  }

  @Test
  @Tag("S16")
  void aPanicEndsTheCommandAndNamesItsReason() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    JerboaException error =
        assertThrows(
            JerboaException.class,
            () ->
                run(
                    shell,
                    "printf '[ 1.0] Kernel %s - not syncing' panic; printf ': VFS: no root\\n';"
                        + " while :; do :; done"));
    assertEquals("bootloader.kernel-panic", error.code());
    assertTrue(error.getMessage().contains("VFS: no root"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingThatAnswersIsNoShell(boolean echoes) throws Exception {
    FakeTerminal mute =
        new FakeTerminal() {
          @Override
          void run(String text) {}

          @Override
          String echo(char c, int length) {
            return echoes ? super.echo(c, length) : "";
          }
        };
    mute.start();
    try (mute;
        LineSession line = mute.link.session()) {
      JerboaException error =
          assertThrows(JerboaException.class, () -> LinuxShell.take(line, Deadline.seconds(2)));
      assertEquals("bootloader.no-shell", error.code());
    }
  }

  @Test
  void anInterruptEndsACommand() throws Exception {
    LinuxShell shell = take(Mode.COOKED);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> run(shell, "true"));
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
