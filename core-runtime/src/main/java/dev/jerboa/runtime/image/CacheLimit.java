package dev.jerboa.runtime.image;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a cache may hold.
 *
 * @param bytes how many bytes of data all entries of a kind together may have
 * @param disk what they lie on
 */
record CacheLimit(long bytes, Disk disk) {
  private static final String VARIABLE = "JERBOA_CACHE_SIZE";
  private static final CacheLimit STANDARD = new CacheLimit(64L << 30);
  private static final Pattern SIZE = Pattern.compile("(?<number>\\d{1,9})(?<unit>[MGT])");

  /** So much of the disk is left to others. */
  private static final int FREE_PERCENT = 10;

  CacheLimit(long bytes) {
    this(bytes, CacheLimit::measure);
  }

  /** How many bytes a disk has, and how many of them are free. */
  record Space(long total, long free) {}

  /** Measures the disk that a folder lies on. */
  interface Disk {
    Space measure(Path folder) throws IOException;
  }

  private static Space measure(Path folder) throws IOException {
    FileStore disk = Files.getFileStore(folder);
    return new Space(disk.getTotalSpace(), disk.getUsableSpace());
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

  long free(Path folder) throws IOException {
    return disk.measure(folder).free();
  }

  boolean isNearlyFull(Path folder) throws IOException {
    Space space = disk.measure(folder);
    return space.free() < space.total() / 100 * FREE_PERCENT;
  }
}
