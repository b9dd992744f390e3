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

  /** Returns the IPv4 addresses of all interfaces that are up, loopback included. */
  static List<Inet4Address> ofThisHost() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(LocalAddresses::isUp)
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

  private static boolean isUp(NetworkInterface network) {
    try {
      return network.isUp();
    } catch (SocketException e) {
      return false; // it was removed since it was listed
    }
  }
}
