package dev.jerboa.shell.repl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jline.reader.LineReader;

/** Keeps what was typed for the next session, readable by this user only. */
final class HistoryFile {
  private HistoryFile() {}

  /** Uses the file if it can be; without it the prompt works as well, so that is only said. */
  static void use(LineReader reader, Path file, PrintStream out) {
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      reader.setVariable(LineReader.HISTORY_FILE, file);
    } catch (IOException e) {
      out.println("The history cannot be kept: " + e);
    }
  }
}
