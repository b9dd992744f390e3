package dev.jerboa.drivers.http;

import java.util.Arrays;

/**
 * A strong validator of what is served, RFC 9110 section 8.8.3.
 *
 * @param text the tag with its quotation marks
 */
record EntityTag(String text) {
  /** Tells whether an {@code If-Range} header names this tag; a date or a weak tag never does. */
  boolean allowsRange(String ifRange) {
    return ifRange.strip().equals(text);
  }

  /** Tells whether an {@code If-None-Match} header names this tag, weakly compared. */
  boolean isListedIn(String ifNoneMatch) {
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(text) || tag.equals("W/" + text));
  }
}
