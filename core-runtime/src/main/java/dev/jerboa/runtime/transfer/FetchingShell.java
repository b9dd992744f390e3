package dev.jerboa.runtime.transfer;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.flash.Part;
import dev.jerboa.runtime.dialog.Answers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs scripts that the board fetches from the exporter, so that the console carries only a few
 * characters, whatever the length of the script. Not safe for use by several threads.
 */
public final class FetchingShell implements Shell {
  public static final Part<FetchingShell> PART = new Part<>("scripts", FetchingShell.class);

  private static final Pattern TWICE = Pattern.compile("(?s)(.*?)=(\\d{1,3})\\s+\\1=\\2\\s*");

  private static final int TRIES = 4;

  private final Shell shell;
  private final FileService files;
  private final Download download;

  public FetchingShell(Shell shell, FileService files, Download download) {
    this.shell = shell;
    this.files = files;
    this.download = download;
  }

  /**
   * Asks a question whose answer matters too much to be read once over a noisy line: the script
   * finds the answer once and tells it twice, which costs one turn on the console.
   *
   * @return what the question printed, its errors too
   * @throws dev.jerboa.api.JerboaException of class {@code CONSOLE} if the line never lets both
   *     through
   */
  public CommandResult agreed(String question, Deadline deadline) throws InterruptedException {
    String tell = "printf '%s\\n=%s\\n' \"$a\" $s\n";
    String script = "q() {\n%s\n}\na=$(q 2>&1)\ns=$?\n".formatted(question) + tell + tell;
    for (int i = 0; i < TRIES; i++) {
      Matcher both = TWICE.matcher(run(script, deadline).output());
      if (both.matches()) {
        return new CommandResult(Integer.parseInt(both.group(2)), both.group(1).strip());
      }
    }
    throw Answers.garbled(question, TRIES);
  }

  @Override
  public CommandResult run(String script, Deadline deadline) throws InterruptedException {
    String name = "s" + download.nextNumber();
    files.offer(new ServedFile(name, new TextSource(script + "\n")));
    return shell.run(download.played(name), deadline);
  }
}
