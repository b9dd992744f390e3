package dev.jerboa.drivers.power;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The last lines that a program printed, for messages.
 *
 * @param text at most 10 lines of at most 2000 bytes in all, without the last line end
 */
record LogTail(String text) {
  private static final int LINES = 10;
  private static final int BYTES = 2000;

  static LogTail of(Path file) {
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, log.length() - BYTES);
      byte[] bytes = new byte[(int) (log.length() - from)];
      log.seek(from);
      log.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
      return new LogTail(
          String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    } catch (IOException e) {
      return new LogTail("(its output cannot be read: " + e.getMessage() + ")");
    }
  }

  /** Returns the text as the end of a sentence: nothing, or a colon and indented lines. */
  String indented() {
    return text.isEmpty() ? ", without output" : ":\n" + text.indent(2).stripTrailing();
  }
}
