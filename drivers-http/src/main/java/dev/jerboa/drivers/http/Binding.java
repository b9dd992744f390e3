package dev.jerboa.drivers.http;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.support.PortHolder;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;

/**
 * Where a service listens.
 *
 * @param driver the path of the driver, for messages
 * @param addresses the local addresses, at least one
 * @param port the port on each of them, or 0 for any
 */
record Binding(String driver, List<Inet4Address> addresses, int port) {
  private static final int BACKLOG = 1024;

  /**
   * Binds a socket.
   *
   * @throws JerboaException of class {@code FETCH} if it cannot be bound
   */
  ServerSocketChannel open(Inet4Address address) {
    try {
      ServerSocketChannel socket = ServerSocketChannel.open();
      try {
        return socket.bind(new InetSocketAddress(address, port), BACKLOG);
      } catch (IOException e) {
        socket.close();
        throw e;
      }
    } catch (IOException e) {
      throw failure(address, e);
    }
  }

  private JerboaException failure(Inet4Address address, IOException e) {
    String message = String.valueOf(e.getMessage());
    String where = driver + ": cannot listen on " + address.getHostAddress() + ":" + port;
    if (message.contains("ermission denied")) {
      return JerboaException.of(ErrorClass.FETCH, "port-forbidden", where + ": " + message)
          .hint("Set port: 0 or a port above 1023, or allow this user to bind low ports.")
          .causedBy(e);
    }
    if (message.contains("annot assign")) {
      return JerboaException.of(ErrorClass.FETCH, "address-not-local", where + ": " + message)
          .hint("Set host: to an address of this exporter, or leave it out.")
          .causedBy(e);
    }
    return busy(where, PortHolder.tcp(new InetSocketAddress(address, port))).causedBy(e);
  }

  private static JerboaException busy(String where, Optional<String> holder) {
    String who = holder.orElse("a process that this user cannot see");
    return JerboaException.of(
            ErrorClass.FETCH, "port-busy", where + ": the port is in use by " + who)
        .hint("End that process, or set port: 0 to let the system choose a free port.");
  }
}
