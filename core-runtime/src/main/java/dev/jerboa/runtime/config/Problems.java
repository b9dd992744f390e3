package dev.jerboa.runtime.config;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Collects all that is wrong with one file, so that it is told in one go. Used by one thread.
 *
 * <p>Control characters of the file never reach a message, and long texts are cut.
 */
public final class Problems {
  private static final int LONGEST_TEXT = 2000;
  private static final int MOST_SHOWN = 100;
  private static final Pattern PASSWORD = Pattern.compile("(?<=://)(?<user>[^\\s/@:]*):[^\\s/@]*@");

  /** Stands for a secret. */
  static final String MASK = "********";

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> notes = new ArrayList<>();
  private final Set<String> secrets = new HashSet<>();

  /** Starts with nothing found; {@code file} is the name to show. */
  public Problems(String file) {
    this.file = file;
  }

  /** Starts with what an earlier reader of the same file found. */
  public static Problems startingWith(String file, List<Problem> found) {
    return startingWith(file, found, List.of());
  }

  /** Starts with what an earlier reader of the same file found and noted. */
  public static Problems startingWith(String file, List<Problem> found, List<Problem> notes) {
    Problems problems = new Problems(file);
    problems.found.addAll(found);
    problems.notes.addAll(notes);
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

  /** Adds what a person should know although it is no problem. */
  void note(Position position, String path, String text) {
    notes.add(new Problem(file, position, clean(path), clean(text), Optional.empty()));
  }

  /** Notes a key that is accepted and changes nothing. */
  void noteNoEffect(Position position, String path) {
    note(position, path, "has no effect here");
  }

  /** Keeps {@code secret} out of foreign texts. */
  public void hide(String secret) {
    if (!secret.isBlank()) {
      secrets.add(secret);
    }
  }

  /** Returns all that is kept out of foreign texts. */
  public Set<Secret> secrets() {
    return secrets.stream().map(Secret::new).collect(Collectors.toSet());
  }

  private String masked(String text) {
    String masked = text;
    List<String> longestFirst =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    for (String secret : longestFirst) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Returns the problems by position. */
  public List<Problem> sorted() {
    return sorted(found);
  }

  /** Returns the notes by position. */
  public List<Problem> notes() {
    return sorted(notes);
  }

  private static List<Problem> sorted(List<Problem> list) {
    return list.stream().distinct().sorted(Comparator.comparing(Problem::position)).toList();
  }

  /**
   * Ends the pass.
   *
   * @throws InvalidConfigException with all problems, one a line, if there are any
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
    return new InvalidConfigException(count + file + lines + rest, all)
        .hint("Correct the lines named above.");
  }

  /** Masks the password in every URL of a text. */
  static String withoutPassword(String text) {
    return PASSWORD.matcher(text).replaceAll("${user}:" + Matcher.quoteReplacement(MASK) + "@");
  }

  private static String clean(String text) {
    String whole = withoutPassword(text);
    String cut = whole.length() > LONGEST_TEXT ? whole.substring(0, LONGEST_TEXT) + "…" : whole;
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
