package dev.jerboa.drivers.http;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;

/** Finds the addresses of this host. */
final class LocalAddresses {
  private LocalAddresses() {}

  /**
   * Returns the IPv4 addresses of all interfaces, loopback included, and those without a carrier
   * too: the link to a board that is still off.
   */
  static List<Inet4Address> ofThisHost() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .map(Inet4Address.class::cast)
          .distinct()
          .toList();
    } catch (SocketException e) {
      throw JerboaException.of(
              ErrorClass.FETCH, "no-interfaces", "cannot list the network interfaces: " + e)
          .hint("Set host: to the exporter's address in the board's network.")
          .causedBy(e);
    }
  }
}
