package dev.jerboa.drivers.serial;

import java.util.List;

/** Where a console line leads, as written under {@code url:}. */
sealed interface SerialUrl {
  /** A local port, named by a device node or a link to one. */
  record Device(String path) implements SerialUrl {}

  /** A raw TCP connection. */
  record Tcp(String host, int port) implements SerialUrl {}

  /** A unix stream socket; the path may be relative to the configuration's folder. */
  record Unix(String path) implements SerialUrl {}

  /** A child process whose standard input and output are the line. */
  record Exec(List<String> words) implements SerialUrl {}

  /** An echo in memory. */
  record Loop() implements SerialUrl {}

  String FORMS =
      "use a device path (/dev/ttyUSB0 or /dev/serial/by-id/...), socket://HOST:PORT, unix:PATH,"
          + " exec:COMMAND LINE or loop://";

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException with the forms that are known
   */
  static SerialUrl parse(String url) {
    if (url.startsWith("/") && url.length() > 1) {
      return new Device(url);
    } else if (url.startsWith("socket://")) {
      return tcp(url, url.substring("socket://".length()));
    } else if (url.startsWith("unix:")) {
      return unix(url, url.substring("unix:".length()));
    } else if (url.startsWith("exec:")) {
      return exec(url, url.substring("exec:".length()));
    } else if (url.equals("loop://")) {
      return new Loop();
    }
    throw refused(url, "not a form that is known");
  }

  private static SerialUrl tcp(String url, String address) {
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw refused(url, "host and port are missing");
    }
    int port = Integer.parseInt(address.substring(colon + 1));
    if (port < 1 || port > 65535) {
      throw refused(url, "the port must be 1 to 65535");
    }
    String host = address.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new Tcp(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  private static SerialUrl unix(String url, String path) {
    String plain = path.startsWith("//") ? path.substring(2) : path;
    if (plain.isEmpty()) {
      throw refused(url, "the path is missing");
    }
    return new Unix(plain);
  }

  private static SerialUrl exec(String url, String line) {
    List<String> words = CommandWords.split(line);
    if (words.isEmpty()) {
      throw refused(url, "the command is missing");
    }
    return new Exec(words);
  }

  private static IllegalArgumentException refused(String url, String why) {
    return new IllegalArgumentException("url '" + url + "': " + why + "; " + FORMS);
  }
}
