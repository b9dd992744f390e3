package dev.jerboa.runtime.state;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Keeps a board to one process at a time.
 *
 * <p>The system frees the lock when its process ends in any way, so nothing is left after a kill.
 * The file names the holder for others to read.
 */
public final class BoardLock implements AutoCloseable {
  private final FileChannel channel;

  private BoardLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks the board of a configuration file.
   *
   * @throws JerboaException of class {@code BUSY} if another process has it, naming the process and
   *     since when
   */
  public static BoardLock take(Path stateFolder, Path configuration) {
    Path file = stateFolder.resolve("locks").resolve(name(configuration));
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        String holder = read(channel);
        channel.close();
        throw busy(configuration, holder);
      }
      write(channel);
      return new BoardLock(channel);
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.CONFIG, "lock", "Cannot lock the board: " + file + ": " + e.getMessage())
          .hint("Make the folder writable, or set JERBOA_STATE_HOME to another.")
          .causedBy(e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // this very process holds it through another channel
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(200);
    int count = channel.read(buffer, 0);
    return count <= 0
        ? "another process"
        : new String(buffer.array(), 0, count, StandardCharsets.UTF_8).strip();
  }

  private static void write(FileChannel channel) throws IOException {
    String holder =
        "process %d, since %s\n"
            .formatted(
                ProcessHandle.current().pid(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    channel.truncate(0);
    int written = channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    if (written != holder.length()) {
      throw new IOException("wrote " + written + " of " + holder.length() + " bytes");
    }
  }

  private static JerboaException busy(Path configuration, String holder) {
    return JerboaException.of(
            ErrorClass.BUSY,
            "board",
            "The board of %s is in use by %s".formatted(configuration, holder))
        .hint("Wait until that command has ended, or end it.");
  }

  private static String name(Path configuration) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(configuration.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8) + ".lock";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
