package dev.jerboa.runtime.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that gives the answers it was told, one to each request, true or not. */
public final class ScriptedWeb implements AutoCloseable {
  private static final byte[] NOTHING =
      "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket socket;
  private final Thread thread;
  private final Deque<byte[]> answers = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public ScriptedWeb() {
    try {
      socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread = Thread.ofVirtual().start(this::serve);
  }

  /**
   * Answers the next request so, and ends the connection.
   *
   * @param head the status line and headers
   */
  public ScriptedWeb then(byte[] body, String... head) {
    String text = "HTTP/1.1 " + String.join("\r\n", head) + "\r\nConnection: close\r\n\r\n";
    byte[] answer =
        Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), text.length() + body.length);
    System.arraycopy(body, 0, answer, text.length(), body.length);
    synchronized (answers) {
      answers.add(answer);
    }
    return this;
  }

  /** Answers the next request without a body. */
  public ScriptedWeb then(String... head) {
    return then(new byte[0], head);
  }

  /** Answers the next request with a file of which the connection loses all but the beginning. */
  public ScriptedWeb cut(byte[] file, int at, String... head) {
    String[] all = Arrays.copyOf(head, head.length + 1);
    all[head.length] = "Content-Length: " + file.length;
    return then(Arrays.copyOf(file, at), all);
  }

  public String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(socket.getLocalPort(), path);
  }

  /** Returns the requests so far, with their headers. */
  public List<String> requests() {
    return requests;
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        answer(client);
      } catch (SocketException _) {
        // closed, or the client does not want the rest
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder request = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
    }
    requests.add(request.toString());
    synchronized (answers) {
      client.getOutputStream().write(answers.isEmpty() ? NOTHING : answers.remove());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    thread.interrupt();
  }
}
