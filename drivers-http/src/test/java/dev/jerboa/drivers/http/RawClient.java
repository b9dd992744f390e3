package dev.jerboa.drivers.http;

import dev.jerboa.api.Deadline;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Speaks HTTP byte by byte on a socket; every read ends after ten seconds. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 65536);
  }

  static RawClient to(URI uri) {
    return to(uri, 0);
  }

  /** Connects with a receive buffer of some size, so that an unread answer soon stalls. */
  static RawClient to(URI uri, int receiveBuffer) {
    try {
      Socket socket = new Socket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5000);
      socket.setSoTimeout(10_000);
      return new RawClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void request(String line, String... headers) {
    StringBuilder text = new StringBuilder(line + "\r\nHost: x\r\nConnection: close\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    send(text.append("\r\n").toString());
  }

  void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a byte now and then, without reading; tells whether the server ended it in time. */
  boolean trickleUntilClosed(Duration atMost) {
    Deadline deadline = Deadline.after(atMost);
    try {
      while (!deadline.expired()) {
        socket.getOutputStream().write('a');
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
      return false;
    } catch (IOException e) {
      return true; // the server's end refuses the byte
    }
  }

  Reply readHead() {
    try {
      String head = line();
      Map<String, String> headers = new LinkedHashMap<>();
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      return new Reply(head, headers, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one answer and exactly the body it announces. */
  Reply readOne() {
    Reply head = readHead();
    try {
      String body = text(in.readNBytes((int) head.contentLength()));
      return new Reply(head.head(), head.headers(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads an answer until the server ends the connection. */
  Reply readToEnd(boolean headOnly) {
    Reply head = readHead();
    String body = rest();
    if (headOnly && !body.isEmpty()) {
      throw new AssertionError("a body after HEAD");
    }
    return new Reply(head.head(), head.headers(), body);
  }

  /** Reads until the end, also if the server resets the connection. */
  String rest() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[65536];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        body.write(buffer, 0, count);
      }
    } catch (SocketException e) {
      return text(body.toByteArray()); // reset: the answer is aborted
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text(body.toByteArray());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("end of stream after: " + line);
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
