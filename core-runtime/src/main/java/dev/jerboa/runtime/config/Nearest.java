package dev.jerboa.runtime.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known words that somebody who wrote another may have meant. */
public final class Nearest {
  private static final int LONGEST_WORD = 120;
  private static final int MOST_TYPOS = 2;
  private static final double LEAST_LIKENESS = 0.7;

  private Nearest() {}

  /** Returns the nearest of {@code known}, if it is near at all. */
  public static Optional<String> to(String word, Collection<String> known) {
    return allTo(word, known).stream().findFirst();
  }

  /** Returns up to three of {@code known} that are near, nearest first. */
  public static List<String> allTo(String word, Collection<String> known) {
    if (word.length() > LONGEST_WORD) {
      return List.of();
    }
    return known.stream()
        .filter(candidate -> candidate.length() <= LONGEST_WORD)
        .map(candidate -> new Candidate(candidate, distance(fold(word), fold(candidate))))
        .filter(candidate -> candidate.near(word))
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
        .map(Candidate::word)
        .distinct()
        .limit(3)
        .toList();
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * Counts the letters inserted, dropped, changed or swapped with a neighbour (Damerau and
   * Levenshtein, in the form that touches no letter twice).
   */
  static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, a, b, new int[] {i, j});
      }
    }
    return table[a.length()][b.length()];
  }

  private static int cheapest(int[][] table, String a, String b, int[] at) {
    int i = at[0];
    int j = at[1];
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
    least = Math.min(least, table[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }

  private record Candidate(String word, int distance) {
    boolean near(String other) {
      int longer = Math.max(word.length(), other.length());
      boolean fewTypos = distance <= MOST_TYPOS && distance * 2 < longer;
      return fewTypos || distance <= longer * (1 - LEAST_LIKENESS);
    }
  }
}
