package dev.jerboa.drivers.tftp;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.NoEffect;
import java.net.Inet4Address;
import java.util.Optional;

/**
 * The configuration of a TFTP server.
 *
 * @param host the address to bind; absent, empty or {@code 0.0.0.0} is every local address
 * @param port the port to bind, or 0 to let the system choose one
 * @param rootDir has no effect
 * @param removeCreatedOnClose has no effect
 */
public record TftpConfig(
    @Doc("The IPv4 address to serve on; without it every address of the exporter that is up.")
        Optional<String> host,
    @Default("69") @Doc("The UDP port, 0 to 65535; with 0 the system chooses one.") int port,
    @Doc("Accepted from Jumpstarter without effect: nothing is served from a folder.") @NoEffect
        Optional<String> rootDir,
    @Doc("Accepted from Jumpstarter without effect: nothing is created.") @NoEffect
        Optional<Boolean> removeCreatedOnClose) {

  public TftpConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
    host.ifPresent(TftpConfig::parse);
  }

  /** Returns the one address to bind, or nothing if it is every local address. */
  Optional<Inet4Address> address() {
    return host.flatMap(TftpConfig::parse);
  }

  private static Optional<Inet4Address> parse(String host) {
    if (host.isEmpty()) {
      return Optional.empty();
    }
    // Inet4Address would take "10" and "10.1" too, which nobody means.
    if (!host.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")) {
      throw notAnAddress(host);
    }
    try {
      return Optional.of(Inet4Address.ofLiteral(host)).filter(a -> !a.isAnyLocalAddress());
    } catch (IllegalArgumentException e) {
      IllegalArgumentException refusal = notAnAddress(host);
      refusal.initCause(e);
      throw refusal;
    }
  }

  private static IllegalArgumentException notAnAddress(String host) {
    return new IllegalArgumentException("host '" + host + "' is not an IPv4 address like 10.0.0.5");
  }
}
