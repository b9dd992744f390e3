package dev.jerboa.runtime.image;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a cache may hold, which the entries that were used longest ago give way to.
 *
 * <p>An image that is being read stays readable until it is closed, as any removed file does
 * (unlink(2)).
 *
 * @param bytes how many bytes of data all entries together may have
 */
record CacheLimit(long bytes) {
  private static final String VARIABLE = "JERBOA_CACHE_SIZE";
  private static final CacheLimit STANDARD = new CacheLimit(64L << 30);
  private static final Pattern SIZE = Pattern.compile("(?<number>\\d{1,9})(?<unit>[MGT])");

  /** So much of the disk is left to others. */
  private static final int FREE_PERCENT = 10;

  private record Entry(Path folder, Use use) {}

  /**
   * What an entry takes.
   *
   * @param lastMillis when it was last used
   */
  record Use(long bytes, long lastMillis) {}

  /** Knows the entries of a cache. */
  interface Uses {
    /**
     * Returns nothing for an entry that is not whole.
     *
     * @throws NoSuchFileException if it is gone, which is no error
     */
    Optional<Use> of(Path entry) throws IOException;
  }

  /**
   * Takes the limit from an environment.
   *
   * @throws JerboaException of class {@code CONFIG}, {@code cache-size}
   */
  static CacheLimit of(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "");
    if (text.isEmpty()) {
      return STANDARD;
    }
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw JerboaException.of(
              ErrorClass.CONFIG, "cache-size", "%s is '%s'".formatted(VARIABLE, text))
          .hint("Give a number with a unit: 500M, 64G or 1T.");
    }
    int shift = 20 + 10 * "MGT".indexOf(matcher.group("unit"));
    return new CacheLimit(Long.parseLong(matcher.group("number")) << shift);
  }

  /**
   * Removes entries of a cache until it is within the limit, but never {@code newest} or what is
   * held.
   */
  void enforce(Path cache, Path newest, Uses uses) throws IOException {
    Deque<Entry> entries = new ArrayDeque<>(entries(cache, uses));
    long sum = entries.stream().mapToLong(entry -> entry.use().bytes()).sum();
    while (!entries.isEmpty() && (sum > bytes || isNearlyFull(cache))) {
      Entry oldest = entries.removeFirst();
      if (!oldest.folder().equals(newest) && Hold.remove(oldest.folder())) {
        sum -= oldest.use().bytes();
      }
    }
  }

  private static boolean isNearlyFull(Path cache) throws IOException {
    FileStore disk = Files.getFileStore(cache);
    return disk.getUsableSpace() < disk.getTotalSpace() / 100 * FREE_PERCENT;
  }

  /** Returns the whole entries, those used longest ago first, and removes what is no folder. */
  private static List<Entry> entries(Path cache, Uses uses) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(cache)) {
      for (Path folder : folders) {
        if (Sha256.isDigest(folder.getFileName().toString())) {
          use(folder, uses).ifPresent(use -> entries.add(new Entry(folder, use)));
        }
      }
    }
    entries.sort(Comparator.comparingLong(entry -> entry.use().lastMillis()));
    return entries;
  }

  private static Optional<Use> use(Path folder, Uses uses) throws IOException {
    if (Files.isRegularFile(folder)) {
      PartFolder.remove(folder);
    }
    try {
      return uses.of(folder);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another process removed it meanwhile
    }
  }
}
