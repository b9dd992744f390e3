package dev.jerboa.runtime.dialog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A real shell behind a fake terminal.
 *
 * <p>It finds no programs, so a test can only use what is built into the shell.
 */
final class FakeShell extends FakeTerminal {
  /** How the terminal echoes. */
  enum Mode {
    /** The kernel echoes what is typed when it is typed. */
    COOKED,
    /** A line editor of 80 columns echoes; what is typed while a command runs is echoed twice. */
    EDITOR
  }

  private static final int COLUMNS = 80;

  private final Mode mode;
  private final Process process;
  private final Thread pump;
  private final StringBuilder ahead = new StringBuilder();
  private String screenLine = "";
  private boolean atPrompt;
  private volatile boolean closing;
  private Optional<String> kernelLine = Optional.empty();
  private int printedBeforeIt;

  FakeShell(Path folder, Mode mode, String prompt) throws IOException {
    this.mode = mode;
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-i").directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/nonexistent");
    builder.environment().put("PS1", prompt);
    process = builder.start();
    pump = Thread.ofVirtual().unstarted(this::pump);
  }

  static FakeShell started(Path folder, Mode mode) throws IOException {
    FakeShell shell = new FakeShell(folder, mode, "~ # ");
    shell.start();
    return shell;
  }

  @Override
  void start() {
    super.start();
    pump.start();
  }

  /** Has the kernel print when the shell has printed this many more characters after an Enter. */
  synchronized void kernelPrints(String text, int after) {
    kernelLine = Optional.of(text);
    printedBeforeIt = after;
  }

  @Override
  void run(String text) {
    try {
      atPrompt = false;
      screenLine = "";
      process.getOutputStream().write((text + "\n").getBytes(ISO_8859_1));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pump() {
    try (InputStream in = process.getInputStream()) {
      byte[] buffer = new byte[4096];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        printed(new String(buffer, 0, count, ISO_8859_1));
      }
    } catch (IOException e) {
      if (!closing) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void printed(String text) {
    show(withKernelLine(text.replace("\n", "\r\n")));
    screenLine = (screenLine + text).substring((screenLine + text).lastIndexOf('\n') + 1);
    atPrompt = screenLine.endsWith("# ") || screenLine.endsWith("> ");
    if (atPrompt && mode == Mode.EDITOR) {
      show("\u001b[6n\u001b[?2004h");
      String again = ahead.toString();
      ahead.setLength(0);
      accept(again);
    }
  }

  private String withKernelLine(String text) {
    if (kernelLine.isEmpty() || text.length() < printedBeforeIt) {
      printedBeforeIt -= kernelLine.isPresent() ? text.length() : 0;
      return text;
    }
    String with =
        text.substring(0, printedBeforeIt) + kernelLine.get() + text.substring(printedBeforeIt);
    kernelLine = Optional.empty();
    return with;
  }

  /** Returns whether the kernel line has not been printed yet. */
  synchronized boolean kernelIsSilent() {
    return kernelLine.isPresent();
  }

  @Override
  synchronized void accept(String text) {
    if (mode == Mode.EDITOR && !atPrompt) {
      ahead.append(text);
      show(text.replace("\r", "\r\n"));
      return;
    }
    int enter = text.indexOf('\r');
    if (mode == Mode.EDITOR && enter >= 0 && enter < text.length() - 1) {
      super.accept(text.substring(0, enter + 1));
      accept(text.substring(enter + 1));
      return;
    }
    super.accept(text);
  }

  /** The terminal sends a signal; the shell gives up its line, or what it waits for. */
  @Override
  String interrupted() {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "^C";
  }

  @Override
  String echo(char c, int length) {
    boolean wraps = mode == Mode.EDITOR && (screenLine.length() + length) % COLUMNS == 0;
    return wraps ? c + "\r\n" : String.valueOf(c);
  }

  @Override
  String erase(int length) {
    boolean oneRow = screenLine.length() + length < COLUMNS;
    if (mode == Mode.COOKED || oneRow) {
      return super.erase(length);
    }
    return "\r\u001b[1A" + screenLine + "\u001b[J";
  }

  @Override
  public void close() {
    closing = true;
    super.close();
    process.destroyForcibly();
  }
}
