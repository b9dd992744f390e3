package com.acme.jerboa.pdu;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A PDU that listens on a port of this computer. */
final class FakePdu implements AutoCloseable {
  static final String TOKEN = "open-sesame";

  private final HttpServer server;
  private final ConcurrentMap<String, String> outlets = new ConcurrentHashMap<>();
  private volatile String answer = "{\"outlet\": 3, \"state\": \"%s\"}";

  FakePdu() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/outlets/", this::serve);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Sets what is answered; {@code %s} stands for the state. */
  void answerWith(String text) {
    answer = text;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      boolean known =
          ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      String path = exchange.getRequestURI().getPath();
      if (known && exchange.getRequestMethod().equals("PUT")) {
        outlets.put(path, body.contains("\"on\"") ? "on" : "off");
      }
      byte[] reply =
          answer.formatted(outlets.getOrDefault(path, "off")).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(known ? 200 : 403, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
