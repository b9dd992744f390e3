package dev.jerboa.runtime.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the file names that somebody may have meant. */
final class NearNames {
  private static final int SHOWN = 3;

  private NearNames() {}

  /** Returns a sentence on what lies where {@code missing} was looked for. */
  static String hint(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "Its folder does not exist either; check the path.";
    }
    List<String> near;
    try (Stream<Path> files = Files.list(folder)) {
      near = nearest(missing.getFileName().toString(), files.filter(Files::isRegularFile));
    } catch (IOException e) {
      return "Its folder cannot be listed (%s).".formatted(e.getMessage());
    }
    return near.isEmpty()
        ? "No file in %s has a similar name; check the path.".formatted(folder)
        : "Files with similar names there: %s.".formatted(String.join(", ", near));
  }

  private static List<String> nearest(String wanted, Stream<Path> files) {
    int limit = Math.max(2, wanted.length() / 3);
    return files
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toMap(name -> name, name -> distance(wanted, name)))
        .entrySet()
        .stream()
        .filter(entry -> entry.getValue() <= limit)
        .sorted(Comparator.comparing((java.util.Map.Entry<String, Integer> e) -> e.getValue()))
        .limit(SHOWN)
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  /** Counts the letters to insert, drop or change (Levenshtein). */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= a.length(); row++) {
      int[] line = new int[b.length() + 1];
      line[0] = row;
      for (int column = 1; column <= b.length(); column++) {
        int change = above[column - 1] + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
        line[column] = Math.min(change, 1 + Math.min(above[column], line[column - 1]));
      }
      above = line;
    }
    return above[b.length()];
  }
}
