package dev.jerboa.drivers.tftp;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.Subnet;
import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses a service hears on.
 *
 * @param chosen whether the configuration names the one address, so that every board is to use it
 */
record Addresses(List<BoundAddress> bound, boolean chosen) implements Closeable {

  /** Binds the one address given, or else all that are up; binds all or none. */
  static Addresses bind(Optional<Inet4Address> only, int port) {
    List<BoundAddress> bound = new ArrayList<>();
    Addresses addresses = new Addresses(bound, only.isPresent());
    try {
      for (BoundAddress.Local local : BoundAddress.locals(only)) {
        bound.add(BoundAddress.bind(local, port));
      }
      return addresses;
    } catch (JerboaException e) {
      throw addresses.closedAfter(e);
    }
  }

  /** Closes the sockets after a failure and returns it. */
  <E extends Exception> E closedAfter(E failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Returns the address that a board in this network can reach. */
  BoundAddress towards(Subnet network) {
    return bound.stream()
        .filter(address -> chosen || network.contains(address.address()))
        .findFirst()
        .orElseThrow(() -> unreachable(network));
  }

  private JerboaException unreachable(Subnet network) {
    return JerboaException.of(
            ErrorClass.CONFIG,
            "no-route-to-board",
            "no TFTP address lies in the board's network " + network + "; bound are " + bound)
        .hint("give the exporter an address in that network, or correct the board's address");
  }

  @Override
  public void close() throws IOException {
    for (BoundAddress address : bound) {
      address.close();
    }
  }
}
