package dev.jerboa.runtime.image;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes room in a cache, of which the entries that were used longest ago give way.
 *
 * <p>An image that is being read stays readable until it is closed, as any removed file does
 * (unlink(2)).
 *
 * @param kinds the folders of the cache, for each kind of entry
 */
record CacheRoom(CacheLimit limit, Map<Path, Uses> kinds) {
  private record Entry(Path folder, Use use) {}

  /**
   * What an entry takes.
   *
   * @param lastMillis when it was last used
   */
  record Use(long bytes, long lastMillis) {}

  /** Knows the entries of one kind. */
  interface Uses {
    /**
     * Returns nothing for an entry that is not whole.
     *
     * @throws NoSuchFileException if it is gone, which is no error
     */
    Optional<Use> of(Path entry) throws IOException;
  }

  /**
   * Removes entries of the kind of {@code newest} until they are within the limit, but never that
   * or what is held.
   */
  void enforce(Path newest) throws IOException {
    Path folder = newest.getParent();
    Deque<Entry> entries = new ArrayDeque<>(entries(List.of(folder)));
    long sum = sum(entries);
    while (!entries.isEmpty() && (sum > limit.bytes() || limit.isNearlyFull(folder))) {
      Entry oldest = entries.removeFirst();
      if (!oldest.folder().equals(newest) && Hold.remove(oldest.folder())) {
        sum -= oldest.use().bytes();
      }
    }
  }

  /**
   * Removes entries until so many bytes are free, unless all of them together are too few.
   *
   * @throws JerboaException of class {@code FETCH}, {@code disk-full}, to refuse what cannot fit
   */
  void require(Path folder, long bytes) throws IOException {
    long free = limit.free(folder);
    if (free >= bytes) {
      return;
    }
    Deque<Entry> entries = new ArrayDeque<>(entries(kinds.keySet()));
    boolean enough = free + sum(entries) >= bytes;
    while (enough && free < bytes && !entries.isEmpty()) {
      boolean _ = Hold.remove(entries.removeFirst().folder());
      free = limit.free(folder);
    }
    if (free < bytes) {
      throw ImageErrors.diskFull(folder, bytes, free);
    }
  }

  /** Removes an entry if a write failed for want of room, and says whether there is more now. */
  boolean make(IOException failure) {
    try {
      return ImageErrors.isDiskFull(failure) && removeOldest();
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }

  private boolean removeOldest() throws IOException {
    for (Entry oldest : entries(kinds.keySet())) {
      if (Hold.remove(oldest.folder())) {
        return true;
      }
    }
    return false;
  }

  private static long sum(Iterable<Entry> entries) {
    long sum = 0;
    for (Entry entry : entries) {
      sum += entry.use().bytes();
    }
    return sum;
  }

  /** Returns the whole entries, those used longest ago first. */
  private List<Entry> entries(Iterable<Path> folders) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        addEntries(folder, entries);
      }
    }
    entries.sort(Comparator.comparingLong(entry -> entry.use().lastMillis()));
    return entries;
  }

  private void addEntries(Path folder, List<Entry> entries) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (Sha256.isDigest(each.getFileName().toString())) {
          use(each).ifPresent(use -> entries.add(new Entry(each, use)));
        }
      }
    }
  }

  /** Measures an entry, and removes what is a plain file in place of one. */
  private Optional<Use> use(Path entry) throws IOException {
    if (Files.isRegularFile(entry)) {
      PartFolder.remove(entry);
    }
    try {
      return kinds.get(entry.getParent()).of(entry);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another process removed it meanwhile
    }
  }
}
