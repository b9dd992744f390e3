package dev.jerboa.drivers.http;

import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came over the wire.
 *
 * @param head the status line
 * @param headers by lower-case name
 * @param body the bytes that came, one a character; they may be fewer than announced
 */
record Reply(String head, Map<String, String> headers, String body) {
  int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  long contentLength() {
    return header("content-length").map(Long::parseLong).orElse(-1L);
  }

  boolean isComplete() {
    return body.length() == contentLength();
  }
}
