package dev.jerboa.drivers.tftp;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A socket that hears requests on one address of the exporter.
 *
 * <p>One socket an address, never the wildcard address: the answer must come from the address that
 * was asked.
 *
 * @param mtu the largest packet of the address's interface, in bytes
 */
record BoundAddress(DatagramChannel channel, Inet4Address address, int port, int mtu)
    implements Closeable {
  private static final int ETHERNET_MTU = 1500;

  /** An address of this machine and the largest packet of its interface. */
  record Local(Inet4Address address, int mtu) {}

  /** Returns the address given, or else all that are up. */
  static List<Local> locals(Optional<Inet4Address> only) {
    return only.map(BoundAddress::chosen).orElseGet(BoundAddress::all);
  }

  static BoundAddress bind(Local local, int port) {
    InetSocketAddress wanted = new InetSocketAddress(local.address(), port);
    try {
      DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
      try {
        channel.bind(wanted).configureBlocking(false);
        int given = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        return new BoundAddress(channel, local.address(), given, local.mtu());
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw BindFailure.explain(wanted, e);
    }
  }

  private static List<Local> chosen(Inet4Address address) {
    try {
      NetworkInterface owner = NetworkInterface.getByInetAddress(address);
      return List.of(new Local(address, owner == null ? ETHERNET_MTU : owner.getMTU()));
    } catch (SocketException e) {
      throw unlistable(e);
    }
  }

  /** Those without a carrier too: the link to a board that is still off. */
  private static List<Local> all() {
    try {
      List<Local> locals = new ArrayList<>();
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        int mtu = each.getMTU();
        each.inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .forEach(address -> locals.add(new Local((Inet4Address) address, mtu)));
      }
      return locals;
    } catch (SocketException e) {
      throw unlistable(e);
    }
  }

  private static JerboaException unlistable(SocketException cause) {
    return JerboaException.of(
            ErrorClass.FETCH,
            "no-interfaces",
            "the network interfaces cannot be listed: " + cause.getMessage())
        .hint("set host to the address to serve on")
        .causedBy(cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  @Override
  public String toString() {
    return address.getHostAddress() + ":" + port;
  }
}
