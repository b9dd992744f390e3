package dev.jerboa.drivers.http;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.NoEffect;
import java.net.Inet4Address;
import java.util.Optional;
import java.util.regex.Pattern;

/** Holds the configuration of the image server. */
public record HttpConfig(
    @Doc("The IPv4 address to listen on; every address of the exporter if absent.")
        Optional<String> host,
    @Doc("The TCP port, 0 to 65535; 0 lets the operating system choose a free one.") @Default("0")
        int port,
    @Doc("Accepted from Jumpstarter, no effect: only the files of the flash are served.") @NoEffect
        Optional<String> rootDir,
    @Doc("Accepted from Jumpstarter, no effect: nothing is stored.") @NoEffect
        Optional<Boolean> removeCreatedOnClose,
    @Doc("Accepted from Jumpstarter, no effect.") @NoEffect Optional<Integer> timeout) {

  private static final Pattern DOTTED = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  public HttpConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not in 0..65535");
    }
    host = host.filter(name -> !name.isEmpty()); // an empty one is absent in Jumpstarter
    host.ifPresent(HttpConfig::parse);
  }

  /** Returns the address to listen on, or nothing for every address of the exporter. */
  Optional<Inet4Address> address() {
    return host.map(HttpConfig::parse).filter(address -> !address.isAnyLocalAddress());
  }

  private static Inet4Address parse(String host) {
    if (!DOTTED.matcher(host).matches()) { // the JDK also reads 10.1 as 10.0.0.1
      throw new IllegalArgumentException("host is not an IPv4 address: " + host);
    }
    return Inet4Address.ofLiteral(host);
  }
}
