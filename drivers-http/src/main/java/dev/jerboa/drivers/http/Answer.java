package dev.jerboa.drivers.http;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said to a request.
 *
 * @param status with its phrase
 * @param length of the body, in bytes; negative for an answer that has none by its status
 */
record Answer(String status, Map<String, String> headers, long length, Body body) {
  static final String OK = "200 OK";
  static final String PARTIAL = "206 Partial Content";
  static final String NOT_MODIFIED = "304 Not Modified";
  static final String BAD_REQUEST = "400 Bad Request";
  static final String FORBIDDEN = "403 Forbidden";
  static final String NOT_FOUND = "404 Not Found";
  static final String NOT_ALLOWED = "405 Method Not Allowed";
  static final String UNSATISFIABLE = "416 Range Not Satisfiable";

  /** What follows the head. */
  sealed interface Body {
    /** A few words, or nothing. */
    record Text(String text) implements Body {}

    /** {@code length} bytes of a slice, from {@code first} on. */
    record Content(Slice slice, long first, long length) implements Body {}
  }

  static Answer text(String status, String text) {
    Answer answer = new Answer(status, new LinkedHashMap<>(), text.length(), new Body.Text(text));
    return text.isEmpty() ? answer : answer.with("Content-Type", "text/plain");
  }

  static Answer of(String status, Body.Content content) {
    return new Answer(status, new LinkedHashMap<>(), content.length(), content)
        .with("Content-Type", "application/octet-stream");
  }

  /** Adds a header. */
  Answer with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Returns the head as it is sent. */
  byte[] head(boolean closes) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    line(head, "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now));
    line(head, "Cache-Control", "no-store");
    headers.forEach((name, value) -> line(head, name, value));
    if (length >= 0) {
      line(head, "Content-Length", Long.toString(length));
    }
    if (closes) {
      line(head, "Connection", "close");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
