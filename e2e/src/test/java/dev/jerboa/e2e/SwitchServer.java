package dev.jerboa.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A PDU of Acme whose outlet is whatever a command switches: {@code SwitchServer PORT COMMAND...}
 * runs the command with {@code on} or {@code off} behind it.
 */
final class SwitchServer {
  private final List<String> command;
  private volatile String state = "off";

  private SwitchServer(List<String> command) {
    this.command = command;
  }

  public static void main(String[] args) throws IOException {
    SwitchServer outlet = new SwitchServer(List.of(args).subList(1, args.length));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    HttpServer server = HttpServer.create(address, 0);
    server.createContext("/outlets/3", outlet::serve);
    server.start();
    System.out.println("listening");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int status = 200;
      if (exchange.getRequestMethod().equals("PUT")) {
        String asked = body.contains("\"on\"") ? "on" : "off";
        status = turn(asked) ? 200 : 500;
      }
      byte[] reply = "{\"state\":\"%s\"}".formatted(state).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private boolean turn(String asked) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add(asked);
    try {
      boolean switched = new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
      state = switched ? asked : state;
      return switched;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
