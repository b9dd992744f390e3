package dev.jerboa.runtime.dialog;

import dev.jerboa.runtime.console.ScriptedLink;

/** Asks for a user and a password in front of a fake shell. */
final class FakeGetty implements ScriptedLink.Peer {
  private enum State {
    USER,
    PASSWORD,
    SHELL
  }

  final FakeShell shell;
  String loginPrompt = "board login: ";
  String refusal = "Login incorrect";
  String afterUser = "";
  String afterPassword = "\r\n";
  String overLogin = "";
  int attempts;

  private final String user;
  private final String password;
  private final StringBuilder line = new StringBuilder();
  private State state = State.USER;

  /** Without a user there is no login; without a password none is asked for. */
  FakeGetty(FakeShell shell, String user, String password) {
    this.shell = shell;
    this.user = user;
    this.password = password;
  }

  void boot(String banner) {
    shell.link.print(banner);
    if (user.isEmpty()) {
      enterShell();
    } else {
      shell.link.connect(this);
      shell.link.print(loginPrompt + overLogin);
    }
  }

  private void enterShell() {
    state = State.SHELL;
    shell.start();
  }

  @Override
  public void typed(byte[] bytes) {
    if (state == State.SHELL) {
      shell.typed(bytes);
      return;
    }
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c == '\r') {
        shell.link.print("\r\n");
        String text = line.toString();
        line.setLength(0);
        entered(text);
      } else {
        line.append(c);
        shell.link.print(state == State.USER ? String.valueOf(c) : "");
      }
    }
  }

  private void entered(String text) {
    if (state == State.USER) {
      shell.link.print(afterUser);
      if (text.isEmpty()) {
        shell.link.print(loginPrompt);
      } else if (password.isEmpty()) {
        check(text.equals(user));
      } else {
        state = State.PASSWORD;
        shell.link.print("Password: ");
      }
    } else {
      attempts++;
      check(text.equals(password));
    }
  }

  private void check(boolean right) {
    if (right) {
      shell.link.print(afterPassword);
      enterShell();
    } else {
      state = State.USER;
      shell.link.print("\r\n" + refusal + "\r\n" + loginPrompt);
    }
  }
}
