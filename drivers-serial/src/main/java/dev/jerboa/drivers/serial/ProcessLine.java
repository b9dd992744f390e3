package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process whose standard input and output are the line, such as {@code ssh}. */
final class ProcessLine implements Line {
  /** A child that cannot reach its end of the line says so and ends about this soon. */
  private static final long SETTLE_MILLIS = 100;

  private static final int LONGEST_TEXT = 300;

  private final List<String> words;
  private final Path folder;

  ProcessLine(List<String> words, Path folder) {
    this.words = words;
    this.folder = folder;
  }

  @Override
  public ConsoleLink open(Duration patience) throws NotYetException, InterruptedException {
    Process process = start();
    ProcessLink link = new ProcessLink(process);
    boolean ended;
    try {
      ended = process.waitFor(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      link.close();
      throw e;
    }
    if (!ended || process.exitValue() == 0) {
      return link;
    }
    String text = output(process);
    link.close();
    throw absent("it ended at once with status " + process.exitValue() + text);
  }

  private Process start() throws NotYetException {
    try {
      // Complaints of the child belong into the transcript, and nobody else would read them.
      return new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw absent(e.getMessage());
    }
  }

  private static String output(Process process) {
    try {
      int ready = Math.min(process.getInputStream().available(), LONGEST_TEXT);
      byte[] bytes = process.getInputStream().readNBytes(ready);
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "" : ": " + text;
    } catch (IOException e) {
      return ": its output cannot be read: " + e.getMessage();
    }
  }

  private NotYetException absent(String why) {
    return NotYetException.absent(
        "no console from the command " + words + ": " + why,
        "Run the command by hand in the folder " + folder + ".");
  }
}
