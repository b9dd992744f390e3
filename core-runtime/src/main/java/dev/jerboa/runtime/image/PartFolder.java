package dev.jerboa.runtime.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A cache entry while it is being made.
 *
 * <p>Its maker holds a lock in it, so that others can tell it from what a killed process left.
 */
final class PartFolder implements Closeable {
  private static final String PREFIX = ".part-";

  /**
   * Marks the folders of this process, which it must not even open to look for a lock: a process
   * loses its locks on a file when it closes any of its channels to it (fcntl(2)).
   */
  private static final String OURS = PREFIX + UUID.randomUUID() + "-";

  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private PartFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes a new, locked folder in {@code parent}. */
  static PartFolder create(Path parent) throws IOException {
    while (true) {
      Path folder = Files.createDirectory(unusedName(parent));
      Optional<FileChannel> lock = lock(folder);
      if (lock.isPresent()) {
        return new PartFolder(folder, lock.get());
      }
      // another process took it for a leftover in the moment before it was locked
    }
  }

  private static Optional<FileChannel> lock(Path folder) throws IOException {
    FileChannel lock;
    try {
      lock = openLock(folder);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (lock.tryLock() != null && Files.exists(folder.resolve(LOCK))) {
      return Optional.of(lock);
    }
    lock.close();
    return Optional.empty();
  }

  private static FileChannel openLock(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path unusedName(Path parent) {
    return parent.resolve(OURS + UUID.randomUUID());
  }

  /** Removes what killed processes left in {@code parent}. */
  static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : found) {
        if (!folder.getFileName().toString().startsWith(OURS)) {
          removeIfAbandoned(folder);
        }
      }
    }
  }

  private static void removeIfAbandoned(Path folder) throws IOException {
    try (FileChannel lock = openLock(folder)) {
      if (lock.tryLock() != null) {
        removeAll(folder);
      }
    } catch (NoSuchFileException e) {
      // its maker finished it or another process removed it meanwhile: there is nothing left to do
      return;
    }
  }

  /** Takes an entry out of use at once, then removes it, unless another one does. */
  static void remove(Path entry) throws IOException {
    Path away = unusedName(entry.getParent());
    try {
      Files.move(entry, away, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    removeAll(away);
  }

  /** Removes a folder with its files, or what is a plain file in place of one. */
  private static void removeAll(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (NotDirectoryException | NoSuchFileException e) {
      // a plain file, or gone: either is as good as an empty folder
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // another process that sweeps has its lock in there, and removes the rest
    }
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Writes a small file and brings it to the disk. */
  void write(String name, String text) throws IOException {
    try (FileChannel file =
        FileChannel.open(resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
    sync(folder);
  }

  /**
   * Gives the folder its final name.
   *
   * @throws IOException also if {@code entry} exists and is not empty
   */
  void moveTo(Path entry) throws IOException {
    Files.move(folder, entry, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(entry.resolve(LOCK));
    sync(entry.getParent());
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Removes the folder unless it has its final name. */
  @Override
  public void close() throws IOException {
    try (lock) {
      if (Files.exists(folder)) {
        removeAll(folder);
      }
    }
  }
}
