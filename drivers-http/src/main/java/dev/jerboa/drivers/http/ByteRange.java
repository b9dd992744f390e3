package dev.jerboa.drivers.http;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Range} header asks for, RFC 9110 section 14. */
sealed interface ByteRange {
  /** The whole content: a header that is absent, malformed, of another unit or of many ranges. */
  record Whole() implements ByteRange {}

  /** Part of the content, clipped to it: {@code length} is at least 1. */
  record Part(long first, long length) implements ByteRange {
    long last() {
      return first + length - 1;
    }
  }

  /** A valid range that lies outside the content. */
  record Unsatisfiable() implements ByteRange {}

  /** One range: {@code 5-9}, {@code 5-} or {@code -5}. */
  Pattern SPEC = Pattern.compile("([0-9]*)-([0-9]*)");

  /** Reads the value of a header against the length of the content; accepts any text. */
  static ByteRange parse(String header, long size) {
    int equals = header.indexOf('=');
    if (equals < 0 || !header.substring(0, equals).equalsIgnoreCase("bytes")) {
      return new Whole();
    }
    // RFC 9110 section 5.6.1: a recipient accepts empty elements in a list
    List<String> specs =
        Arrays.stream(header.substring(equals + 1).split(",", -1))
            .map(ByteRange::withoutBlanks)
            .filter(spec -> !spec.isEmpty())
            .toList();
    return specs.size() == 1 ? one(specs.getFirst(), size) : new Whole();
  }

  private static ByteRange one(String spec, long size) {
    Matcher matcher = SPEC.matcher(spec);
    if (!matcher.matches() || spec.equals("-")) {
      return new Whole();
    }
    if (matcher.group(1).isEmpty()) {
      return suffix(number(matcher.group(2)), size);
    }
    long first = number(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
    if (last < first) {
      return new Whole();
    }
    return first < size
        ? new Part(first, Math.min(last, size - 1) - first + 1)
        : new Unsatisfiable();
  }

  private static ByteRange suffix(long length, long size) {
    if (length == 0) {
      return new Unsatisfiable();
    }
    // the last bytes of nothing are satisfiable, but Content-Range cannot express them
    return size == 0 ? new Whole() : new Part(Math.max(0, size - length), Math.min(length, size));
  }

  /** Reads decimal digits; a number too large for a {@code long} becomes the largest. */
  static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    if (significant.length() > 19) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(significant);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // 19 digits above the limit
    }
  }

  /** Removes the blanks that RFC 9110 section 5.6.3 allows: spaces and tabs. */
  private static String withoutBlanks(String text) {
    return text.replaceFirst("^[ \t]+", "").replaceFirst("[ \t]+$", "");
  }
}
