package dev.jerboa.runtime.fetch;

import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of the file that it has at present (RFC 9110, section 8).
 *
 * @param etag a text that another version does not have, with its quotes
 * @param modified when it was changed, as the server wrote it
 * @param length in bytes
 */
public record Version(Optional<String> etag, Optional<String> modified, OptionalLong length) {
  /** Says that nothing is known. */
  public static final Version UNKNOWN =
      new Version(Optional.empty(), Optional.empty(), OptionalLong.empty());

  private static final Pattern TEXT =
      Pattern.compile("etag (.*)\\nmodified (.*)\\nlength (\\d{0,18})\\n");

  static Version of(HttpHeaders headers, OptionalLong length) {
    return new Version(headers.firstValue("etag"), headers.firstValue("last-modified"), length);
  }

  /** Reads what {@link #toText} made; anything else is no version. */
  public static Optional<Version> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String length = matcher.group(3);
    return Optional.of(
        new Version(
            filled(matcher.group(1)),
            filled(matcher.group(2)),
            length.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length))));
  }

  private static Optional<String> filled(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  /** Returns a text of three lines. */
  public String toText() {
    String size = length.isPresent() ? Long.toString(length.getAsLong()) : "";
    return "etag %s\nmodified %s\nlength %s\n"
        .formatted(etag.orElse(""), modified.orElse(""), size);
  }

  /** Returns the tag if it promises equal bytes, as a weak one does not (section 8.8.1). */
  Optional<String> strongTag() {
    return etag.filter(tag -> !tag.startsWith("W/"));
  }

  /** Returns whether the server can tell that its file is still this one. */
  public boolean canBeAskedFor() {
    return etag.isPresent() || modified.isPresent();
  }
}
