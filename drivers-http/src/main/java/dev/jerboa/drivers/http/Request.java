package dev.jerboa.drivers.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request, RFC 9112 section 3.
 *
 * @param path without the query
 * @param headers with names in lower case; what stands in several lines is joined by commas
 * @param old whether it is of HTTP/1.0, as U-Boot's classic {@code wget} (net/wget.c) sends it,
 *     without Host
 */
record Request(String method, String path, Map<String, String> headers, boolean old) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern LINE =
      Pattern.compile(
          "(?<method>"
              + TOKEN
              + ") (?:https?://[^/?\\s]*)?(?<path>[!-~&&[^?#]]*)(?:[?#][!-~]*)? HTTP/1\\.(?<minor>[01])");
  private static final Pattern HEADER =
      Pattern.compile(
          "(?<name>" + TOKEN + "):[ \\t]*(?<value>[\\t\\x20-\\x7e\\x80-\\xff]*?)[ \\t]*");

  /** Refuses a first line that begins no request. */
  static void requireLine(String line) throws BadRequestException {
    if (!LINE.matcher(line).matches()) {
      throw new BadRequestException("no request line");
    }
  }

  /** Reads the lines of a head, without the empty one. */
  static Request of(List<String> lines) throws BadRequestException {
    Matcher first = LINE.matcher(lines.getFirst());
    if (!first.matches()) {
      throw new BadRequestException("no request line");
    }
    Map<String, String> headers = new TreeMap<>();
    int hosts = 0;
    for (String line : lines.subList(1, lines.size())) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw new BadRequestException("no header");
      }
      String name = header.group("name").toLowerCase(Locale.ROOT);
      hosts += name.equals("host") ? 1 : 0;
      headers.merge(name, header.group("value"), (one, other) -> one + "," + other);
    }
    boolean old = first.group("minor").equals("0");
    if (!old && hosts != 1) {
      throw new BadRequestException(hosts + " hosts");
    }
    return new Request(first.group("method"), first.group("path"), headers, old);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Tells whether it has two lengths, the way to smuggle a second request past a proxy. */
  boolean isAmbiguous() {
    return headers.containsKey("transfer-encoding") && headers.containsKey("content-length");
  }

  /** Tells whether the connection ends with the answer, also because a body follows unwanted. */
  boolean closes() {
    boolean asked =
        header("connection").stream()
            .flatMap(value -> List.of(value.split(",")).stream())
            .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
    return old
        || asked
        || headers.containsKey("transfer-encoding")
        || header("content-length").filter(value -> !value.equals("0")).isPresent();
  }
}
