package dev.jerboa.runtime.transfer;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.flash.Part;

/**
 * Runs scripts that the board fetches from the exporter, so that the console carries only a few
 * characters, whatever the length of the script. Not safe for use by several threads.
 */
public final class FetchingShell implements Shell {
  public static final Part<FetchingShell> PART = new Part<>("scripts", FetchingShell.class);

  private final Shell shell;
  private final FileService files;
  private final Download download;

  public FetchingShell(Shell shell, FileService files, Download download) {
    this.shell = shell;
    this.files = files;
    this.download = download;
  }

  @Override
  public CommandResult run(String script, Deadline deadline) throws InterruptedException {
    String name = "s" + download.nextRound();
    files.offer(new ServedFile(name, new TextSource(script + "\n")));
    return shell.run(download.typed(name) + "|sh", deadline);
  }
}
