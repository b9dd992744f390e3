package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Segment;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps decoded images in a folder each, named by the SHA-256 of the file they were decoded from.
 *
 * <p>Several processes may use the same cache: an entry appears whole or not at all.
 */
final class ImageCache {
  private static final String IMAGE = "image.raw";
  private static final String SEGMENTS = "segments";

  private final Path folder;

  private final CacheRoom room;

  ImageCache(Path folder, CacheRoom room) {
    this.folder = folder;
    this.room = room;
  }

  /**
   * Removes what killed processes left and finds an entry that looks complete; whether its bytes
   * are right is not looked at.
   */
  Optional<CachedImage> open(String sha256) throws ClosedByInterruptException {
    try {
      Files.createDirectories(folder);
      PartFolder.sweep(folder);
      Optional<CachedImage> found = find(sha256);
      if (found.isPresent()) {
        FileTime now = FileTime.from(Instant.now());
        Path _ = Files.setLastModifiedTime(segments(folder.resolve(sha256)), now);
      }
      return found;
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another process removed it meanwhile
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  JerboaException unusable(IOException e) {
    return ImageErrors.unwritten(folder.resolve(IMAGE), 0, e);
  }

  /** Waits until nobody else makes an entry. */
  MakerLock make(String sha256, Progress progress) throws IOException, InterruptedException {
    return MakerLock.await(folder.resolveSibling("locks").resolve(sha256), progress::pause);
  }

  /** Finds an entry that looks complete. */
  Optional<CachedImage> find(String sha256) throws IOException {
    Path image = folder.resolve(sha256).resolve(IMAGE);
    if (!Files.isRegularFile(image)) {
      return Optional.empty();
    }
    try {
      long size = Files.size(image);
      return table(folder.resolve(sha256))
          .filter(table -> table.size() == size)
          .map(table -> new CachedImage(image, table));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another process removed it meanwhile
    }
  }

  /** Returns the file of an entry whose time says when it was last used. */
  private static Path segments(Path entry) {
    return entry.resolve(SEGMENTS);
  }

  /** Returns the table of an entry if it is whole. */
  private static Optional<SegmentTable> table(Path entry) throws IOException {
    if (!Files.isRegularFile(segments(entry))) {
      return Optional.empty();
    }
    // bytes that are no UTF-8 fail the table's own digest, not the reading
    String text = new String(Files.readAllBytes(segments(entry)), StandardCharsets.UTF_8);
    return SegmentTable.parse(text);
  }

  static Optional<CacheRoom.Use> use(Path entry) throws IOException {
    return table(entry)
        .map(table -> new CacheRoom.Use(data(table), segments(entry).toFile().lastModified()));
  }

  private static long data(SegmentTable table) {
    return table.segments().stream()
        .filter(segment -> segment.kind() == Segment.Kind.DATA)
        .mapToLong(Segment::length)
        .sum();
  }

  /** Makes room for so many bytes, or refuses them. */
  void requireSpace(long bytes) throws IOException {
    room.require(folder, bytes);
  }

  /** Writes what {@code writer} makes as the entry {@code sha256}. */
  FinishedImage add(String sha256, Writer writer) throws IOException, InterruptedException {
    try (PartFolder part = PartFolder.create(folder)) {
      FinishedImage image;
      try (SparseFile file = new SparseFile(part.resolve(IMAGE), room::make)) {
        image = writer.write(file);
      }
      part.write(SEGMENTS, image.table().toText());
      commit(part, sha256, image.table());
      room.enforce(folder.resolve(sha256));
      return image;
    }
  }

  private void commit(PartFolder part, String sha256, SegmentTable table) throws IOException {
    Path entry = folder.resolve(sha256);
    CachedImage added = new CachedImage(entry.resolve(IMAGE), table);
    try {
      part.moveTo(entry);
    } catch (FileSystemException e) {
      // the entry exists: another process was faster, or an older one is broken
      if (!find(sha256).equals(Optional.of(added))) {
        remove(sha256);
        part.moveTo(entry);
      }
    }
  }

  void remove(String sha256) throws IOException {
    PartFolder.remove(folder.resolve(sha256));
  }

  /** Decodes an image into a file. */
  interface Writer {
    FinishedImage write(SparseFile file) throws IOException, InterruptedException;
  }
}
