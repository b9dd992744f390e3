package dev.jerboa.runtime.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes the proxy that {@code http_proxy}, {@code https_proxy} and {@code no_proxy} name, as curl
 * does, or else the JVM's own.
 */
final class EnvironmentProxy extends ProxySelector {
  private final Map<String, String> environment;
  private final ProxySelector others = ProxySelector.getDefault();

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI url) {
    String proxy = variable(url.getScheme().toLowerCase(Locale.ROOT) + "_proxy");
    if (proxy.isEmpty() || isExcepted(url.getHost().toLowerCase(Locale.ROOT))) {
      return proxy.isEmpty() ? others.select(url) : List.of(Proxy.NO_PROXY);
    }
    URI place = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    int port = place.getPort() >= 0 ? place.getPort() : 80;
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(place.getHost(), port)));
  }

  private String variable(String name) {
    // the large HTTP_PROXY can be set by a request where a CGI runs (CVE-2016-5385)
    String large =
        name.equals("http_proxy")
            ? ""
            : environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
    return environment.getOrDefault(name, large);
  }

  private boolean isExcepted(String host) {
    for (String each : variable("no_proxy").toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
      String name = each.replaceFirst("^[*]?[.]", "");
      boolean inside = !name.isEmpty() && ("." + host).endsWith("." + name);
      if (inside || each.equals("*")) {
        return true;
      }
    }
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException e) {
    // the request fails with the same error
  }
}
