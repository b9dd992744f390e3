package dev.jerboa.drivers.serial.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file that is read over HTTP/1.1 (RFC 9112) by a connection of its own. */
final class HttpDownload extends InputStream {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (?<code>\\d{3}).*");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:\\s*(?<bytes>\\d{1,18})\\s*$");
  private static final int MOST_HEAD = 65536;
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 60_000;

  private final Socket socket;
  private final InputStream body;
  private final int code;
  private final long mostRead;
  private long left;
  private long count;

  private HttpDownload(Socket socket, String head, LongUnaryOperator cutAt) throws IOException {
    this.socket = socket;
    this.body = socket.getInputStream();
    Matcher status = STATUS.matcher(head.lines().findFirst().orElse(""));
    this.code = status.matches() ? Integer.parseInt(status.group("code")) : 0;
    Matcher length = LENGTH.matcher(head);
    this.left = length.find() ? Long.parseLong(length.group("bytes")) : 0;
    this.mostRead = cutAt.applyAsLong(left);
  }

  /**
   * Asks for a file.
   *
   * @param cutAt says for the length of the file after how many bytes the connection is closed
   */
  static HttpDownload open(URI location, InetAddress from, LongUnaryOperator cutAt)
      throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(location.getHost(), port(location)), CONNECT_MILLIS);
      socket.setSoTimeout(READ_MILLIS);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(location.getRawPath(), location.getAuthority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new HttpDownload(socket, head(socket.getInputStream()), cutAt);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static int port(URI location) {
    return location.getPort() < 0 ? 80 : location.getPort();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ends = 0;
    while (ends < 2 && head.size() < MOST_HEAD) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      head.write(c);
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Returns the status of the answer, 0 if it was no HTTP. */
  int code() {
    return code;
  }

  /** Returns how many bytes are missing of those that were announced. */
  long missing() {
    return left;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int wanted = (int) Math.min(length, Math.min(left, mostRead - count));
    int read = wanted == 0 ? -1 : body.read(buffer, from, wanted);
    if (read < 0) {
      socket.close();
      return -1;
    }
    left -= read;
    count += read;
    return read;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
