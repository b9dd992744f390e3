package dev.jerboa.drivers.http;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import java.net.Inet4Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A service on 127.0.0.1 with one file named {@code image}, admitting loopback. */
record Server(FileService service, URI uri) implements AutoCloseable {
  static final Inet4Address LOOPBACK = Inet4Address.ofLiteral("127.0.0.1");

  static Subnet subnet(String address, int prefix) {
    return new Subnet(Inet4Address.ofLiteral(address), prefix);
  }

  static Server of(long size) {
    return of(new Bytes(size), ServeListener.NONE);
  }

  static Server of(ByteSource source, ServeListener listener) {
    return of(source, listener, Limits.DEFAULT);
  }

  static Server of(ByteSource source, Duration limit) {
    return of(source, ServeListener.NONE, new Limits(limit, limit));
  }

  static Server of(ByteSource source, ServeListener listener, Limits limits) {
    Binding binding = new Binding("dut.http", List.of(LOOPBACK), 0);
    Catalog catalog = new Catalog(List.of(new ServedFile("image", source)));
    FileService service = HttpService.start(binding, catalog, listener, limits);
    service.admit(new Subnet(LOOPBACK, 8));
    return new Server(service, service.location("image", LOOPBACK, 8));
  }

  /** Sends a GET of the image with more header lines on a connection that is closed after it. */
  Reply get(String... headers) {
    return send("GET " + uri.getPath() + " HTTP/1.1", headers);
  }

  /** Sends a request with Host, Connection: close and more header lines. */
  Reply send(String line, String... headers) {
    try (RawClient client = RawClient.to(uri)) {
      client.request(line, headers);
      return client.readToEnd(line.startsWith("HEAD "));
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
