package dev.jerboa.drivers.http;

import dev.jerboa.api.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sockets of a service, one an address, and the connections that come by them. */
final class Listeners {
  private static final System.Logger LOGGER = System.getLogger(Listeners.class.getName());

  /** A bound on memory; a board needs one or two. */
  private static final int MAX_CONNECTIONS = 1024;

  private final Connection.Service service;
  private final Limits limits;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final List<ServerSocketChannel> sockets = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  Listeners(Connection.Service service, Limits limits) {
    this.service = service;
    this.limits = limits;
  }

  /**
   * Binds all sockets, and accepts connections.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code FETCH} if one cannot be bound; none is
   *     then
   */
  void start(Binding binding) {
    boolean bound = false;
    try {
      for (Inet4Address address : binding.addresses()) {
        sockets.add(binding.open(address));
      }
      bound = true;
    } finally {
      if (!bound) {
        sockets.forEach(Listeners::closeQuietly);
      }
    }
    sockets.forEach(socket -> begin("http-accept", () -> accept(socket)));
    begin("http-watch", this::watch);
  }

  private void begin(String name, Runnable work) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(work));
  }

  /** Returns where the service listens. */
  List<InetSocketAddress> bound() {
    return sockets.stream()
        .map(socket -> (InetSocketAddress) socket.socket().getLocalSocketAddress())
        .toList();
  }

  static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void accept(ServerSocketChannel socket) {
    while (!stopped) {
      try {
        serve(socket.accept());
      } catch (IOException e) {
        // after stop, or one connection that failed before it began
        LOGGER.log(System.Logger.Level.DEBUG, "no connection", e);
      }
    }
  }

  private void serve(SocketChannel client) throws IOException {
    if (stopped || connections.size() >= MAX_CONNECTIONS) {
      client.close();
      return;
    }
    // the answer to a small range would wait for the client's delayed ACK otherwise
    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    Connection connection = new Connection(client, service, limits, connections::remove);
    connections.add(connection);
    connection.start();
  }

  /** Cuts those who keep their connections waiting. */
  private void watch() {
    try {
      while (!stopped) {
        Thread.sleep(Limits.CHECK_EVERY);
        connections.stream().filter(Connection::isOverdue).forEach(Listeners::closeQuietly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the service has ended
    }
  }

  /** Frees the sockets and ends all connections. */
  void stop(Deadline deadline) throws InterruptedException {
    stopped = true;
    sockets.forEach(Listeners::closeQuietly);
    connections.forEach(Listeners::closeQuietly);
    threads.forEach(Thread::interrupt);
    for (Connection connection : connections) {
      connection.join(deadline.remaining());
    }
    for (Thread thread : threads) {
      boolean _ = thread.join(deadline.remaining());
    }
  }

  private static void closeQuietly(Closeable open) {
    try {
      open.close();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "closing failed", e);
    }
  }
}
