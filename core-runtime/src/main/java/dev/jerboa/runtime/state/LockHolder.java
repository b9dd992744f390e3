package dev.jerboa.runtime.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The words in a lock file that tell others who holds the lock. */
final class LockHolder {
  static final String OTHER = "another process";
  static final String SELF = "this very process";

  private static final int MOST_BYTES = 1000;
  private static final int LONGEST_COMMAND = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

  private LockHolder() {}

  /** Describes this process: user, process, host time, command. */
  static String describe(String command) {
    String text =
        "user %s, process %d, since %s"
            .formatted(
                System.getProperty("user.name"),
                ProcessHandle.current().pid(),
                ZonedDateTime.now(ZoneId.systemDefault()).format(TIME));
    return command.isEmpty() ? text : text + ": " + printable(command);
  }

  private static String printable(String command) {
    String line = command.replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_COMMAND ? line.substring(0, LONGEST_COMMAND) + "…" : line;
  }

  static void write(FileChannel channel, String holder) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((holder + "\n").getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    while (bytes.hasRemaining()) {
      int _ = channel.write(bytes, bytes.position());
    }
  }

  /** Returns what the holder wrote, which is nothing yet if it has only just got the lock. */
  static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES);
    int count = channel.read(buffer, 0);
    return count <= 0
        ? OTHER
        : new String(buffer.array(), 0, count, StandardCharsets.UTF_8).strip();
  }
}
