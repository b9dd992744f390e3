package dev.jerboa.runtime.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one process at a time make a cache entry, so that others find it made. A killed process
 * leaves no lock behind.
 *
 * <p>The lock saves work and is not needed for safety: closing another channel to the file ends it
 * too early (fcntl(2)), and then two processes make the same entry.
 */
final class MakerLock implements Closeable {
  /** Nobody is told when another process ends a lock. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final FileChannel channel;

  private MakerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Waits until nobody else makes the entry, or nobody wants it any more. */
  static MakerLock await(Path file, Pause pause) throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      while (tryLock(channel).isEmpty()) {
        pause.pause(PAUSE);
      }
      locked = true;
      return new MakerLock(channel);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** Waits a while, or fails if nobody wants the entry any more. */
  interface Pause {
    void pause(Duration most) throws InterruptedException;
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // another store of this process has it
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
