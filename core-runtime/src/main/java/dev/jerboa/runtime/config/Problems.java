package dev.jerboa.runtime.config;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collects all that is wrong with one file, so that it is told in one go. Used by one thread.
 *
 * <p>Control characters of the file never reach a message, and long texts are cut.
 */
public final class Problems {
  private static final int LONGEST_TEXT = 2000;
  private static final int MOST_SHOWN = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final Set<String> secrets = new HashSet<>();

  /** Starts with nothing found; {@code file} is the name to show. */
  public Problems(String file) {
    this.file = file;
  }

  /** Starts with what an earlier reader of the same file found. */
  public static Problems startingWith(String file, List<Problem> found) {
    Problems problems = new Problems(file);
    problems.found.addAll(found);
    return problems;
  }

  public void add(Position position, String path, String text) {
    found.add(new Problem(file, position, clean(path), clean(text), Optional.empty()));
  }

  /**
   * Adds a problem with {@code word}, suggesting the nearest of the known words, if one is near.
   */
  public void addUnknown(Position position, String path, String text, Meant meant) {
    Optional<String> nearest =
        found.size() < MOST_SHOWN ? Nearest.to(meant.word(), meant.known()) : Optional.empty();
    found.add(new Problem(file, position, clean(path), clean(text), nearest));
  }

  /** Adds a problem in the words of other code, from which the secrets of this file are removed. */
  public void addForeign(Position position, String path, String text) {
    add(position, path, masked(text));
  }

  /** Keeps {@code secret} out of foreign texts. */
  void hide(String secret) {
    if (!secret.isBlank()) {
      secrets.add(secret);
    }
  }

  private String masked(String text) {
    String masked = text;
    List<String> longestFirst =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    for (String secret : longestFirst) {
      masked = masked.replace(secret, "********");
    }
    return masked;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Returns the problems by position. */
  public List<Problem> sorted() {
    return found.stream().distinct().sorted(Comparator.comparing(Problem::position)).toList();
  }

  /**
   * Ends the pass.
   *
   * @throws JerboaException {@code config.invalid} with all problems, one a line, if there are any
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw toException();
    }
  }

  JerboaException toException() {
    List<Problem> all = sorted();
    String count = all.size() == 1 ? "1 problem in " : all.size() + " problems in ";
    String lines =
        all.stream().limit(MOST_SHOWN).map(problem -> "\n" + problem).collect(Collectors.joining());
    String rest = all.size() > MOST_SHOWN ? "\nand " + (all.size() - MOST_SHOWN) + " more" : "";
    return JerboaException.of(ErrorClass.CONFIG, "invalid", count + file + lines + rest)
        .hint("Correct the lines named above.");
  }

  private static String clean(String text) {
    String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    return cut.codePoints()
        .mapToObj(
            c -> Character.isISOControl(c) ? String.format("\\x%02x", c) : Character.toString(c))
        .collect(Collectors.joining());
  }

  /**
   * A word that is not known, and the words that are.
   *
   * @param word the word that was found
   * @param known the words that could have stood there
   */
  public record Meant(String word, Collection<String> known) {}
}
