package dev.jerboa.drivers.http;

import dev.jerboa.api.Deadline;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The Helidon server of a service, with one listener an address. */
final class Listeners {
  /** A bound on memory; a board needs one or two. */
  private static final int MAX_CONNECTIONS = 1024;

  private final Binding binding;
  private final Connections connections;
  private final WebServer server;

  Listeners(Binding binding, Handler handler, Limits limits) {
    this.binding = binding;
    this.connections = new Connections(limits);
    this.server = withOwnLoader(() -> build(handler));
  }

  private WebServer build(Handler handler) {
    WebServerConfig.Builder builder =
        WebServer.builder().featuresDiscoverServices(false).shutdownHook(false);
    configure(builder, binding.addresses().getFirst(), handler);
    for (int i = 1; i < binding.addresses().size(); i++) {
      ListenerConfig.Builder listener = ListenerConfig.builder();
      configure(listener, binding.addresses().get(i), handler);
      builder.putSocket(name(i), listener.build());
    }
    return builder.build();
  }

  private void configure(
      ListenerConfig.BuilderBase<?, ?> listener, Inet4Address address, Handler handler) {
    listener
        .address(address)
        .host(address.getHostAddress())
        .port(binding.port())
        .protocolsDiscoverServices(false)
        .addConnectionSelector(connections)
        .routing(HttpRouting.builder().any(handler))
        // neither compression nor converters, whatever else is on the module path
        .contentEncoding(
            ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
        .mediaContext(MediaContext.builder().mediaSupportsDiscoverServices(false).build())
        .errorHandling(errors -> errors.includeEntity(false))
        // the answer to a small range would wait for the client's delayed ACK otherwise
        .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
        .writeBufferSize(0)
        .maxTcpConnections(MAX_CONNECTIONS)
        .idleConnectionTimeout(Duration.ZERO)
        .idleConnectionPeriod(Limits.CHECK_EVERY)
        .shutdownGracePeriod(Duration.ofMillis(50));
  }

  private static String name(int index) {
    return index == 0 ? WebServer.DEFAULT_SOCKET_NAME : "listener-" + index;
  }

  void start() {
    withOwnLoader(server::start);
    if (!server.isRunning()) {
      throw binding.lost();
    }
  }

  /** Returns where the service listens. */
  List<InetSocketAddress> bound() {
    return IntStream.range(0, binding.addresses().size())
        .mapToObj(i -> new InetSocketAddress(binding.addresses().get(i), server.port(name(i))))
        .toList();
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  void endTimer(Deadline deadline) throws IOException, InterruptedException {
    connections.endTimer(bound().getFirst(), deadline);
  }

  void stop() {
    server.stop();
  }

  private interface Action<T> {
    T run();
  }

  /**
   * Runs an action with a class loader that sees Helidon: with another one the server starts, and
   * then drops every connection without a word.
   */
  private static <T> T withOwnLoader(Action<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(Listeners.class.getClassLoader());
    try {
      return action.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
