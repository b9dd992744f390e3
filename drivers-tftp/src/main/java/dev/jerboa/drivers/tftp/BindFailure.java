package dev.jerboa.drivers.tftp;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.support.PortHolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Says why a socket could not be bound and what to do about it. */
final class BindFailure {
  private BindFailure() {}

  static JerboaException explain(InetSocketAddress wanted, IOException cause) {
    String where = wanted.getAddress().getHostAddress() + ":" + wanted.getPort();
    String reason = String.valueOf(cause.getMessage());
    Optional<String> holder = PortHolder.udp(wanted);
    return describe(where, reason, holder).causedBy(cause);
  }

  private static JerboaException describe(String where, String reason, Optional<String> holder) {
    if (reason.contains("Permission denied")) {
      return failure("port-forbidden", "UDP " + where + " may not be bound by this user")
          .hint(
              "give the Java launcher CAP_NET_BIND_SERVICE, run as root, lower the sysctl"
                  + " net.ipv4.ip_unprivileged_port_start, or set another port");
    }
    if (holder.isPresent() || reason.contains("in use")) {
      String by = holder.orElse("a process that cannot be seen");
      return failure("port-busy", "UDP " + where + " is in use by " + by)
          .hint("stop it, or set another port or host");
    }
    if (reason.contains("Cannot assign")) {
      return failure("no-such-address", "this machine has no address " + where)
          .hint("set host to an address that 'ip address' shows, or leave it out");
    }
    return failure("not-bound", "UDP " + where + " cannot be bound: " + reason)
        .hint("set another port or host");
  }

  private static JerboaException failure(String name, String message) {
    return JerboaException.of(ErrorClass.FETCH, name, message);
  }
}
