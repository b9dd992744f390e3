package dev.jerboa.runtime.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a board to one process at a time.
 *
 * <p>The system frees the lock when its process ends in any way, so nothing is left after a kill.
 * The file names the holder for others to read.
 */
public final class BoardLock implements AutoCloseable {
  /**
   * What this process holds. Its locks must not be tried a second time: closing any channel of a
   * file frees all the locks this process has on it (POSIX, fcntl).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private BoardLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks the board of a configuration file.
   *
   * @throws JerboaException of class {@code BUSY} if another process has it, naming the process and
   *     since when
   */
  public static BoardLock take(Path stateFolder, Path configuration) {
    try {
      Path file = stateFolder.resolve("locks").resolve(name(configuration)).toAbsolutePath();
      Files.createDirectories(file.getParent());
      if (!HELD.add(file)) {
        throw busy(configuration, "this very process");
      }
      return hold(file, configuration);
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "lock",
              "Cannot lock the board of %s: %s".formatted(configuration, e))
          .hint("Make the state folder writable, or set JERBOA_STATE_HOME to another.")
          .causedBy(e);
    }
  }

  private static BoardLock hold(Path file, Path configuration) throws IOException {
    boolean held = false;
    try {
      BoardLock lock = new BoardLock(file, lock(file, configuration));
      held = true;
      return lock;
    } finally {
      if (!held) {
        HELD.remove(file);
      }
    }
  }

  private static FileChannel lock(Path file, Path configuration) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    try {
      if (channel.tryLock() == null) {
        throw busy(configuration, read(channel));
      }
      write(channel);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
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

  private static String name(Path configuration) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(configuration.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8) + ".lock";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (channel.isOpen()) {
        channel.close();
        HELD.remove(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
