package dev.jerboa.runtime.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

  /** How often a board in use is tried again: file locks cannot be waited for with a deadline. */
  private static final Duration RETRY = Duration.ofMillis(500);

  private static final int NAME_DIGITS = 16;

  private final Path file;
  private final FileChannel channel;

  private BoardLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** What one try brought. */
  private sealed interface Try {
    record Taken(BoardLock lock) implements Try {}

    record InUse(String holder) implements Try {}
  }

  /** Locks the board of a configuration file at once, as {@link #take(Path, Path, Claim)} does. */
  public static BoardLock take(Path stateFolder, Path configuration) {
    return take(stateFolder, configuration, Claim.AT_ONCE);
  }

  /**
   * Locks the board of a configuration file, waiting for it as the claim says.
   *
   * @throws JerboaException of class {@code BUSY} if somebody else keeps it, naming user, process,
   *     command and since when; {@link CancelledException} if the wait is interrupted
   */
  public static BoardLock take(Path stateFolder, Path configuration, Claim claim) {
    try {
      String name = name(configuration) + ".lock";
      Path file = stateFolder.resolve("locks").resolve(name).toAbsolutePath();
      Files.createDirectories(file.getParent());
      return await(file, configuration, claim);
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "lock",
              "Cannot lock the board of %s: %s".formatted(configuration, e))
          .hint("Make the state folder writable, or set JERBOA_STATE_HOME to another.")
          .causedBy(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("Waiting for the board of " + configuration);
    }
  }

  private static BoardLock await(Path file, Path configuration, Claim claim)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(claim.patience());
    String told = "";
    while (true) {
      switch (attempt(file, claim)) {
        case Try.Taken(BoardLock lock) -> {
          return lock;
        }
        case Try.InUse(String holder) -> {
          if (deadline.expired()) {
            throw busy(configuration, holder, claim.patience());
          }
          if (!holder.equals(told)) {
            claim.tell().accept(waiting(configuration, holder, deadline.remaining()));
            told = holder;
          }
        }
      }
      Thread.sleep(deadline.atMost(RETRY).remaining());
    }
  }

  private static Try attempt(Path file, Claim claim) throws IOException {
    if (!HELD.add(file)) {
      return new Try.InUse(LockHolder.SELF);
    }
    boolean held = false;
    try {
      Try result = lock(file, claim);
      held = result instanceof Try.Taken;
      return result;
    } finally {
      if (!held) {
        HELD.remove(file);
      }
    }
  }

  private static Try lock(Path file, Claim claim) throws IOException {
    FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
    boolean held = false;
    try {
      held = channel.tryLock() != null;
      if (!held) {
        return new Try.InUse(LockHolder.read(channel));
      }
      LockHolder.write(channel, LockHolder.describe(claim.command()));
      return new Try.Taken(new BoardLock(file, channel));
    } catch (IOException e) {
      held = false;
      throw e;
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static String waiting(Path configuration, String holder, Duration most) {
    return "waiting up to %d s for the board of %s, in use by %s"
        .formatted(Math.max(1, most.toSeconds()), configuration, holder);
  }

  private static JerboaException busy(Path configuration, String holder, Duration waited) {
    String still = waited.isZero() ? "" : " still, after " + waited.toSeconds() + " s,";
    String text = "The board of %s is%s in use by %s".formatted(configuration, still, holder);
    return JerboaException.of(ErrorClass.BUSY, "board", text)
        .hint("Wait for it with --wait 10m, or end that command.");
  }

  /** Returns what the files about the board of a configuration file are called. */
  static String name(Path configuration) throws IOException {
    return Sha256.of(configuration.toRealPath().toString()).substring(0, NAME_DIGITS);
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
