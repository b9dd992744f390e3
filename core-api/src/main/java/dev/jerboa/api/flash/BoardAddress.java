package dev.jerboa.api.flash;

import dev.jerboa.api.files.Subnet;
import java.net.Inet4Address;

/**
 * Where the board is in its network.
 *
 * @param address the board's IPv4 address
 * @param prefix the length of the network prefix in bits
 */
public record BoardAddress(Inet4Address address, int prefix) {
  public Subnet subnet() {
    return new Subnet(address, prefix);
  }
}
