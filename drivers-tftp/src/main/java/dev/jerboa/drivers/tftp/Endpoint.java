package dev.jerboa.drivers.tftp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The server's end of one transfer: a port of its own, bound to the address the client asked.
 *
 * <p>Two sockets share the port. The connected one hears the client alone, and hears when the
 * client's port is closed; the other hears whoever else finds the port, to turn them away (RFC 1350
 * section 4). Used by one thread, except for {@link #wake}.
 */
final class Endpoint implements AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long WRITE_WAIT_MILLIS = 1000;
  private static final int STRANGERS_AT_ONCE = 16;

  private final InetSocketAddress client;
  private final Predicate<InetAddress> admitted;
  private final DatagramChannel peer;
  private final DatagramChannel strangers;
  private final Selector selector;
  private final SelectionKey peerKey;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(1024);
  private String fault = "";

  private Endpoint(
      InetSocketAddress client,
      Predicate<InetAddress> admitted,
      DatagramChannel peer,
      DatagramChannel strangers)
      throws IOException {
    this.client = client;
    this.admitted = admitted;
    this.peer = peer;
    this.strangers = strangers;
    this.selector = Selector.open();
    peer.configureBlocking(false);
    strangers.configureBlocking(false);
    this.peerKey = peer.register(selector, SelectionKey.OP_READ);
    strangers.register(selector, SelectionKey.OP_READ);
  }

  /** Opens an endpoint on a free port; packets of hosts not admitted are not answered. */
  static Endpoint open(
      Inet4Address local, InetSocketAddress client, Predicate<InetAddress> admitted)
      throws IOException {
    DatagramChannel peer = DatagramChannel.open(StandardProtocolFamily.INET);
    DatagramChannel strangers = DatagramChannel.open(StandardProtocolFamily.INET);
    try {
      peer.bind(new InetSocketAddress(local, 0));
      // Only now may the port be shared: before, the system could choose one that is in use.
      peer.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      strangers.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      strangers.bind(peer.getLocalAddress());
      peer.connect(client);
      return new Endpoint(client, admitted, peer, strangers);
    } catch (IOException | RuntimeException e) {
      peer.close();
      strangers.close();
      throw e;
    }
  }

  InetSocketAddress client() {
    return client;
  }

  /**
   * Sends a packet to the client; it may be lost on the way, or here already.
   *
   * @throws PortUnreachableException if the client's port is closed
   */
  void send(ByteBuffer packet) throws IOException {
    if (!written(packet)) {
      peerKey.interestOps(SelectionKey.OP_WRITE);
      selector.select(WRITE_WAIT_MILLIS);
      selector.selectedKeys().clear();
      peerKey.interestOps(SelectionKey.OP_READ);
      written(packet);
    }
  }

  /** Returns whether the packet is out of our hands. */
  private boolean written(ByteBuffer packet) throws IOException {
    try {
      return peer.write(packet) > 0;
    } catch (IOException e) {
      passOver(e);
      return true;
    }
  }

  private boolean read() throws IOException {
    try {
      return peer.read(incoming.clear()) > 0;
    } catch (IOException e) {
      passOver(e);
      return false;
    }
  }

  /** Takes an unreachable host or a link that is down for a lost packet: it may come back. */
  private void passOver(IOException failure) throws IOException {
    if (failure instanceof PortUnreachableException || !peer.isOpen()) {
      throw failure;
    }
    fault = " (" + failure.getMessage() + ")";
  }

  /** Returns the last fault of the way to the client, in parentheses, or an empty string. */
  String fault() {
    return fault;
  }

  /**
   * Waits for a packet from the client.
   *
   * @return nothing if the time is over or {@link #wake} was called
   * @throws PortUnreachableException if the client's port is closed
   */
  Optional<Packet> receive(long nanos) throws IOException {
    long until = System.nanoTime() + nanos;
    long left = nanos;
    do {
      if (read()) {
        return Optional.of(Packet.parse(incoming.flip()));
      }
      if (selector.select(Math.max(1, left / NANOS_PER_MILLI)) == 0) {
        return Optional.empty();
      }
      selector.selectedKeys().clear();
      turnStrangersAway();
      left = until - System.nanoTime();
    } while (left > 0);
    return Optional.empty();
  }

  private void turnStrangersAway() throws IOException {
    for (int i = 0; i < STRANGERS_AT_ONCE; i++) {
      InetSocketAddress stranger = (InetSocketAddress) strangers.receive(incoming.clear());
      if (stranger == null) {
        return;
      }
      boolean failure = Packet.parse(incoming.flip()) instanceof Packet.Failure;
      if (!failure && admitted.test(stranger.getAddress())) {
        strangers.send(Packet.error(Packet.UNKNOWN_TRANSFER, "unknown transfer"), stranger);
      }
    }
  }

  /** Ends a wait in {@link #receive}, or the next one. May be called by any thread. */
  void wake() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    peer.close();
    strangers.close();
  }
}
