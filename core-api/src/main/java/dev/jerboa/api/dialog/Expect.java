package dev.jerboa.api.dialog;

import dev.jerboa.api.ErrorClass;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What to wait for on a console: patterns that end the wait well, and patterns that end it at once
 * with an error.
 *
 * @param good in order of preference when several match at the same place
 * @param bad signs of trouble, such as a reset banner or a panic
 */
public record Expect(List<Pattern> good, List<Bad> bad) {
  public Expect {
    good = List.copyOf(good);
    bad = List.copyOf(bad);
  }

  /** Waits for any of these regular expressions, which see text with {@code \n} line ends. */
  public static Expect of(String... regexes) {
    return new Expect(java.util.Arrays.stream(regexes).map(Pattern::compile).toList(), List.of());
  }

  /** Waits for this text exactly. */
  public static Expect text(String text) {
    return of(Pattern.quote(text));
  }

  /** Returns the same with more signs of trouble. */
  public Expect orFail(List<Bad> more) {
    List<Bad> all = new ArrayList<>(bad);
    all.addAll(more);
    return new Expect(good, all);
  }

  /**
   * A sign of trouble.
   *
   * @param pattern what to look for
   * @param errorClass the class of the error
   * @param code the name of the error within its class
   * @param message what it means; the matching line is added
   * @param hint what to try next
   * @param retryable whether a power cycle may help
   */
  public record Bad(
      Pattern pattern,
      ErrorClass errorClass,
      String code,
      String message,
      String hint,
      boolean retryable) {}
}
