package dev.jerboa.runtime.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.bundle.BundleManifest;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.runtime.console.LineSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LoginTest {
  private static final Expect.Bad CAME_BACK =
      new Expect.Bad(
          Pattern.compile("\\n=> \\z"), ErrorClass.BOOTLOADER, "boot-refused", "back", "", false);

  private static final String BANNER =
      "\r\nStarting kernel ...\r\n\r\n[    0.000000] Linux version 6.6.1 (gcc) #1 SMP PREEMPT 2024\r\n";

  @TempDir Path folder;
  private LineSession session;
  private FakeGetty board;
  private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();

  private static BundleManifest.Login facts(String user, String password) {
    return new BundleManifest.Login(
        "login:",
        Optional.ofNullable(user),
        Optional.ofNullable(password).map(Secret::new),
        "#",
        Optional.empty());
  }

  private FakeGetty board(String user, String password) throws IOException {
    return new FakeGetty(new FakeShell(folder, FakeShell.Mode.COOKED, "~ # "), user, password);
  }

  private LinuxShell login(FakeGetty getty, BundleManifest.Login facts, int seconds)
      throws InterruptedException {
    board = getty;
    session = getty.shell.link.session();
    session.tee(transcript::writeBytes);
    board.boot(BANNER);
    return new Login(session, facts, List.of(CAME_BACK)).shell(Deadline.seconds(seconds));
  }

  private void assertWorks(LinuxShell shell) throws InterruptedException {
    assertEquals("works", shell.run("echo works", Deadline.seconds(10)).output());
  }

  @AfterEach
  void close() {
    session.close();
    board.shell.close();
  }

  @Test
  @Tag("W12")
  void withoutAUserTheShellIsWaitedFor() throws Exception {
    assertWorks(login(board("", ""), facts(null, null), 20));
  }

  @Test
  @Tag("W12")
  void aUserWithoutAPasswordLogsIn() throws Exception {
    assertWorks(login(board("root", ""), facts("root", null), 20));
  }

  @Test
  void aUserWithAPasswordLogsIn() throws Exception {
    assertWorks(login(board("root", "pa#s$"), facts("root", "pa#s$"), 20));
    assertFalse(transcript.toString(StandardCharsets.ISO_8859_1).contains("pa#s$"));
  }

  @Test
  @Tag("W12")
  void kernelMessagesOverThePromptsDoNoHarm() throws Exception {
    FakeGetty getty = board("root", "secret");
    getty.afterUser = "[   10.1] usb 1-1: device #3 is up, login: no\r\n";
    getty.afterPassword = "\r\nLast login: Mon Jan  1 00:00:00 2024 on ttyS2\r\n";
    assertWorks(login(getty, facts("root", "secret"), 20));
  }

  @Test
  void aPromptUnderAKernelMessageIsBroughtAgain() throws Exception {
    FakeGetty getty = board("root", "secret");
    getty.overLogin = "[   10.1] usb 1-1: up\r\n";
    assertWorks(login(getty, facts("root", "secret"), 20));
  }

  @Test
  @Tag("U15")
  void aWrongPasswordIsRefusedAndNotShown() throws Exception {
    JerboaException error =
        assertThrows(
            JerboaException.class,
            () -> login(board("root", "right"), facts("root", "wr0ng-one"), 20));
    assertEquals("bootloader.login-refused", error.code());
    assertFalse((error.getMessage() + error.hint()).contains("wr0ng-one"), error.getMessage());
    assertFalse(transcript.toString(StandardCharsets.ISO_8859_1).contains("wr0ng-one"));
    assertEquals(2, board.attempts, "a second try, for a damaged password");
  }

  @Test
  @Tag("U15")
  void aRefusalInOtherWordsIsOneToo() throws Exception {
    FakeGetty getty = board("root", "right");
    getty.refusal = "No way.";
    JerboaException error =
        assertThrows(JerboaException.class, () -> login(getty, facts("root", "wrong"), 15));
    assertEquals("bootloader.login-refused", error.code());
  }

  @Test
  @Tag("U15")
  void aKernelWithoutALoginSaysSo() throws Exception {
    FakeGetty getty = board("root", "x");
    getty.loginPrompt = "";
    JerboaException error =
        assertThrows(JerboaException.class, () -> login(getty, facts("root", "x"), 1));
    assertEquals("bootloader.no-login", error.code());
  }

  @Test
  @Tag("S16")
  void aPanicEndsTheWait() throws Exception {
    FakeGetty getty = board("root", "x");
    getty.loginPrompt = "[    1.0] Kernel panic - not syncing: VFS: no root\r\n";
    JerboaException error =
        assertThrows(JerboaException.class, () -> login(getty, facts("root", "x"), 20));
    assertEquals("bootloader.kernel-panic", error.code());
  }

  @Test
  @Tag("U14")
  void aRefusedBootEndsTheWait() throws Exception {
    FakeGetty getty = board("root", "x");
    getty.loginPrompt = "Bad Linux ARM64 Image magic!\r\n=> ";
    JerboaException error =
        assertThrows(JerboaException.class, () -> login(getty, facts("root", "x"), 20));
    assertEquals("bootloader.boot-refused", error.code());
  }
}
