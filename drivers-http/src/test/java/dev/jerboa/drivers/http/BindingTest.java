package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.FileServer;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a service listens, and what it says when it cannot. */
class BindingTest {
  private static final List<ServedFile> FILES = List.of(new ServedFile("image", new Bytes(10)));

  @Test
  void namesTheProcessThatHoldsThePort() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      JerboaException e = failure("127.0.0.1", holder.getLocalPort());
      assertEquals("fetch.port-busy", e.code());
      assertEquals(ErrorClass.FETCH, e.errorClass());
      assertTrue(e.getMessage().contains("127.0.0.1:" + holder.getLocalPort()), e.getMessage());
      String self = "process " + ProcessHandle.current().pid() + " (java)";
      assertTrue(e.getMessage().endsWith(self), e.getMessage());
    }
  }

  @Test
  void refusesAnAddressThatIsNotLocal() {
    JerboaException e = failure("192.0.2.1", 0);
    assertEquals("fetch.address-not-local", e.code());
  }

  @Test
  void listensOnEveryLocalAddressUnlessToldOtherwise() {
    try (FileService service = driver(Optional.empty(), 0).start(FILES, ServeListener.NONE)) {
      for (Inet4Address address : LocalAddresses.ofThisHost()) {
        service.admit(new Subnet(address, 32));
        URI uri = service.location("image", address, 32);
        assertEquals(address.getHostAddress(), uri.getHost());
        assertEquals(Bytes.text(0, 10), new Server(service, uri).get().body());
      }
    }
  }

  @Test
  void saysWhereItListensWhenTheBoardCannotReachIt() {
    try (Server server = Server.of(10)) {
      JerboaException e =
          assertThrows(
              JerboaException.class,
              () -> server.service().location("image", Inet4Address.ofLiteral("10.77.0.50"), 24));
      assertEquals("config.http-unreachable", e.code());
      assertTrue(e.getMessage().contains("10.77.0.50/24"), e.getMessage());
      assertTrue(
          e.getMessage().contains("[127.0.0.1:" + server.uri().getPort() + "]"), e.getMessage());
    }
  }

  @Test
  void serversOfOneHostDoNotCollide() {
    try (Server one = Server.of(10);
        Server other = Server.of(20)) {
      assertEquals(10, one.get().contentLength());
      assertEquals(20, other.get().contentLength());
      String path = one.uri().getPath();
      assertEquals(404, other.send("GET " + path + " HTTP/1.1").status());
    }
  }

  private static JerboaException failure(String host, int port) {
    FileServer server = driver(Optional.of(host), port);
    return assertThrows(
        JerboaException.class, () -> server.start(FILES, ServeListener.NONE).close());
  }

  private static FileServer driver(Optional<String> host, int port) {
    HttpConfig config =
        new HttpConfig(host, port, Optional.empty(), Optional.empty(), Optional.empty());
    return new HttpImageServer(config, "dut.http");
  }
}
