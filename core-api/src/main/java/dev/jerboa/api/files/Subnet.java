package dev.jerboa.api.files;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IPv4 network: the addresses that share their first {@code prefix} bits with {@code address}.
 *
 * @param address an address inside the network
 * @param prefix the number of leading bits, 0 to 32
 */
public record Subnet(Inet4Address address, int prefix) {
  public Subnet {
    if (prefix < 0 || prefix > 32) {
      throw new IllegalArgumentException("prefix " + prefix + " is not in 0..32");
    }
  }

  /** Returns whether an address lies in this network; an IPv6 address never does. */
  public boolean contains(InetAddress other) {
    if (!(other instanceof Inet4Address)) {
      return false;
    }
    int mask = prefix == 0 ? 0 : -1 << (32 - prefix);
    return (bits(address) & mask) == (bits(other) & mask);
  }

  private static int bits(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
