package dev.jerboa.drivers.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataReader.IncorrectNewLineException;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;

/**
 * Turns a request of HTTP/1.0 into one of HTTP/1.1 that ends the connection.
 *
 * <p>Helidon 4.2.0 refuses HTTP/1.0, but U-Boot's classic {@code wget} (net/wget.c) speaks it and
 * sends no Host. To answer with version 1.1 is what RFC 9110 section 2.5 asks for.
 */
final class Http10 {
  static final int MAX_LINE = 4096;
  static final int MAX_HEAD = 16384;

  /** Refused by Helidon with status 400, since it has no Host. */
  private static final String BAD = "GET / HTTP/1.1\r\n\r\n";

  private static final String VERSION = " HTTP/1.0";

  private Http10() {}

  /** Returns a reader of the same requests, none of them of HTTP/1.0 if the first is. */
  static DataReader upgrade(DataReader reader) {
    String line = firstLine(reader);
    if (line.endsWith(VERSION)) {
      return only(rewritten(reader));
    }
    // Helidon 4.2.0 would wait for more of a request that has no version
    return line.isEmpty() || line.contains(" HTTP/") ? reader : only(BAD);
  }

  /** Returns a reader of one request; the queue's null is the end of the connection. */
  private static DataReader only(String request) {
    Queue<byte[]> queue = new ArrayDeque<>();
    queue.add(request.getBytes(StandardCharsets.ISO_8859_1));
    return new DataReader(queue::poll);
  }

  /** Looks at the first line, without consuming it; returns nothing if it is no proper line. */
  private static String firstLine(DataReader reader) {
    try {
      int length = reader.findNewLine(MAX_LINE);
      if (length == 0 || length == MAX_LINE) {
        return "";
      }
      BufferData line = reader.getBuffer(length);
      return line.readString(length);
    } catch (IncorrectNewLineException | InsufficientDataAvailableException e) {
      return ""; // Helidon answers as it does to other broken requests
    }
  }

  private static String rewritten(DataReader reader) {
    StringBuilder head = new StringBuilder();
    try {
      for (String line = line(reader); !line.isEmpty(); line = line(reader)) {
        if (head.isEmpty()) {
          line = line.substring(0, line.length() - VERSION.length()) + " HTTP/1.1";
        }
        if (!isReplaced(line)) {
          head.append(line).append("\r\n");
        }
        if (head.length() > MAX_HEAD) {
          return BAD;
        }
      }
    } catch (IncorrectNewLineException | IllegalArgumentException e) {
      return BAD;
    }
    return head.append("Host: exporter\r\nConnection: close\r\n\r\n").toString();
  }

  private static boolean isReplaced(String line) {
    String name = line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(Locale.ROOT);
    return name.equals("host") || name.equals("connection");
  }

  private static String line(DataReader reader) {
    int length = reader.findNewLine(MAX_HEAD);
    if (length == MAX_HEAD) {
      throw new IllegalArgumentException("a header line is too long");
    }
    byte[] bytes = length == 0 ? new byte[0] : reader.readBytes(length);
    reader.skip(2);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
