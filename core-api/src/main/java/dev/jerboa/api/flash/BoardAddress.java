package dev.jerboa.api.flash;

import dev.jerboa.api.files.Subnet;
import java.net.Inet4Address;
import java.util.Optional;

/**
 * Where the board is in its network.
 *
 * @param address the board's IPv4 address
 * @param prefix the length of the network prefix in bits
 * @param gateway the router, where the network has one
 */
public record BoardAddress(Inet4Address address, int prefix, Optional<Inet4Address> gateway) {
  public Subnet subnet() {
    return new Subnet(address, prefix);
  }
}
