package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a cache entry that is in use from being pruned, by this process or another one.
 *
 * <p>A process has one channel to the lock file of an entry, however many use the entry: closing
 * any would end its lock (fcntl(2)). A killed process leaves no lock behind.
 */
final class Hold implements AutoCloseable {
  private static final Map<Path, Hold> HELD = new HashMap<>();

  private final Path entry;
  private final FileChannel lock;
  private int users = 1;

  private Hold(Path entry, FileChannel lock) {
    this.entry = entry;
    this.lock = lock;
  }

  /** Holds an entry, which need not exist yet, for one user. */
  static Hold take(Path entry) throws IOException {
    Files.createDirectories(entry.getParent());
    synchronized (HELD) {
      Optional<Hold> held = again(real(entry));
      if (held.isPresent()) {
        return held.get();
      }
      Hold hold = new Hold(real(entry), lock(entry));
      HELD.put(hold.entry, hold);
      return hold;
    }
  }

  /** Holds an entry for one more user if somebody in this process holds it. */
  static Optional<Hold> again(Path realEntry) {
    synchronized (HELD) {
      Optional<Hold> held = Optional.ofNullable(HELD.get(realEntry));
      held.ifPresent(hold -> hold.users++);
      return held;
    }
  }

  /** Removes an entry unless somebody holds it, and says whether it is gone. */
  static boolean remove(Path entry) throws IOException {
    synchronized (HELD) {
      if (HELD.containsKey(real(entry))) {
        return false;
      }
      try (FileChannel lock = FileChannel.open(lockFile(entry), StandardOpenOption.WRITE)) {
        if (lock.tryLock() == null) {
          return false;
        }
        PartFolder.remove(entry);
      } catch (NoSuchFileException e) {
        PartFolder.remove(entry); // nobody has ever held it
      }
      return true;
    }
  }

  private static Path real(Path entry) throws IOException {
    return entry.getParent().toRealPath().resolve(entry.getFileName());
  }

  private static Path lockFile(Path entry) {
    return entry.getParent().resolveSibling("locks").resolve(entry.getFileName() + ".use");
  }

  /** Waits at most while another process removes the entry. */
  private static FileChannel lock(Path entry) throws IOException {
    Files.createDirectories(lockFile(entry).getParent());
    FileChannel channel =
        FileChannel.open(
            lockFile(entry),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock _ = channel.lock(0, Long.MAX_VALUE, true);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** Ends the hold of one user. */
  @Override
  public void close() {
    synchronized (HELD) {
      users--;
      if (users > 0) {
        return;
      }
      HELD.remove(entry);
      try {
        lock.close();
      } catch (IOException e) {
        throw ImageErrors.cache(entry, e);
      }
    }
  }
}
