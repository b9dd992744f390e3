package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileService;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.files.Subnet;
import dev.jerboa.testkit.TestContext;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpServerTest {
  private static TftpServer server(Optional<String> host, int port) {
    return new TftpServer(
        new TftpConfig(host, port, Optional.empty(), Optional.empty()),
        TestContext.in(Path.of("")).at("dut.tftp"));
  }

  private static Inet4Address address(String literal) {
    return Inet4Address.ofLiteral(literal);
  }

  @Test
  @Tag("T14")
  void aPortInUseNamesItsHolder() throws SocketException {
    try (DatagramSocket holder = new DatagramSocket(new InetSocketAddress(Lab.LOOPBACK, 0));
        TftpServer server = server(Optional.of("127.0.0.1"), holder.getLocalPort())) {
      JerboaException e =
          assertThrows(
              JerboaException.class,
              () -> server.start(List.of(Lab.file("Image", 1)), ServeListener.NONE));
      assertEquals("fetch.port-busy", e.code());
      assertTrue(e.getMessage().contains("127.0.0.1:" + holder.getLocalPort()), e::getMessage);
      String me = "process " + ProcessHandle.current().pid() + " (";
      assertTrue(e.getMessage().contains(me), e::getMessage);
      assertFalse(e.isRetryable());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Permission denied, fetch.port-forbidden, CAP_NET_BIND_SERVICE",
    "Address already in use, fetch.port-busy, another port",
    "Cannot assign requested address, fetch.no-such-address, ip address",
    "Protocol not supported, fetch.not-bound, another port"
  })
  @Tag("T14")
  void everyReasonNotToBindHasItsOwnHint(String reason, String code, String hint) {
    JerboaException e =
        BindFailure.explain(new InetSocketAddress(Lab.LOOPBACK, 1), new BindException(reason));
    assertEquals(code, e.code());
    assertTrue(e.hint().contains(hint), e::hint);
  }

  @Test
  @Tag("T14")
  void anAddressOfAnotherMachineIsRefused() {
    try (TftpServer server = server(Optional.of("198.51.100.7"), 0)) {
      JerboaException e =
          assertThrows(JerboaException.class, () -> server.start(List.of(), ServeListener.NONE));
      assertEquals("fetch.no-such-address", e.code());
    }
  }

  @Test
  @Tag("T16")
  void closingTellsEachClientOnceAndFreesEverything() throws SocketException {
    Lab lab = Lab.serving(Lab.file("Image", 50_000));
    InetSocketAddress address = lab.address();
    try (lab;
        Wire first = new Wire(address, Faults.NONE, "127.0.0.2");
        Wire second = new Wire(address, Faults.NONE, "127.0.0.3")) {
      for (Wire wire : List.of(first, second)) {
        wire.request("Image", "octet");
        wire.expectFirst();
        wire.ack(1);
      }
      assertTimeout(Duration.ofSeconds(2), lab.service::close);
      assertEquals(0, Lab.threads("tftp"));
      for (Wire wire : List.of(first, second)) {
        List<Wire.Arrival> rest = wire.collect(100);
        List<Wire.Arrival> errors = rest.stream().filter(a -> a.opcode() == 5).toList();
        assertEquals(1, errors.size());
        Wire.assertError(0, errors.getFirst());
      }
      lab.service.close();
      new DatagramSocket(address).close();
    }
  }

  @Test
  @Tag("T16")
  void closingDoesNotWaitForBytesThatAreStillBeingProduced() {
    CountDownLatch never = new CountDownLatch(1);
    ByteSource slow =
        new ByteSource() {
          @Override
          public long size() {
            return 5000;
          }

          @Override
          public int read(long position, ByteBuffer target) throws InterruptedException {
            never.await();
            return -1;
          }
        };
    try (Lab lab = Lab.serving(new ServedFile("slow", slow));
        Wire wire = lab.wire()) {
      wire.request("slow", "octet");
      Waiting.until("the transfer has begun", () -> Lab.threads("tftp /") == 1);
      assertTimeout(Duration.ofSeconds(2), lab.service::close);
      assertEquals(0, Lab.threads("tftp"));
      Wire.assertError(0, wire.expect());
    }
  }

  @Test
  void closingWorksOnAnInterruptedThread() throws SocketException {
    try (Lab lab = Lab.serving(Lab.file("Image", 50_000));
        Wire wire = lab.wire()) {
      InetSocketAddress address = lab.address();
      wire.request("Image", "octet");
      wire.expectFirst();
      Thread.currentThread().interrupt();
      lab.service.close();
      assertTrue(Thread.interrupted(), "the interrupt must not be lost");
      assertEquals(0, Lab.threads("tftp"));
      new DatagramSocket(address).close();
    }
  }

  @Test
  void closingTheDriverEndsItsServices() throws SocketException {
    try (Lab lab = Lab.serving(Lab.file("Image", 1000))) {
      InetSocketAddress address = lab.address();
      lab.server.close();
      new DatagramSocket(address).close();
    }
  }

  @Test
  void aLocationNamesTheAddressAndThePort() {
    try (Lab lab = Lab.serving(Lab.file("k3-dtb.bin", 1000))) {
      URI location = lab.service.location("k3-dtb.bin", address("10.9.9.9"), 24);
      assertEquals("tftp://127.0.0.1:" + lab.address().getPort() + "/k3-dtb.bin", "" + location);
      JerboaException e =
          assertThrows(
              JerboaException.class, () -> lab.service.location("x", address("127.0.0.9"), 8));
      assertEquals("internal.not-served", e.code());
    }
  }

  @Test
  @Tag("T15")
  void everyAddressAnswersForItself() throws SocketException {
    try (TftpServer server = server(Optional.empty(), 0);
        FileService service = server.start(List.of(Lab.file("Image", 1000)), ServeListener.NONE)) {
      service.admit(new Subnet(Lab.LOOPBACK, 0));
      int asked = 0;
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        for (Inet4Address own :
            each.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .toList()) {
          URI location = service.location("Image", own, 32);
          assertEquals(own.getHostAddress(), location.getHost());
          askAt(location, own);
          asked++;
        }
      }
      assertTrue(asked >= 1);
      JerboaException e =
          assertThrows(
              JerboaException.class, () -> service.location("Image", address("203.0.113.9"), 24));
      assertEquals("config.no-route-to-board", e.code());
      assertTrue(e.getMessage().contains("127.0.0.1:"), e::getMessage);
    }
  }

  private static void askAt(URI location, Inet4Address own) {
    InetSocketAddress to = new InetSocketAddress(own, location.getPort());
    try (Wire wire = new Wire(to, Faults.NONE, own.getHostAddress())) {
      wire.request("Image", "octet");
      Wire.Arrival first = wire.expectFirst();
      assertEquals(own, assertInstanceOf(InetSocketAddress.class, first.from()).getAddress());
      wire.error(0, "enough");
    }
  }

  @Test
  void theSummaryTellsHowFarTheBoardCame() {
    try (Lab lab = Lab.serving(Lab.file("Image", 2000), Lab.file("dtb", 100));
        Wire wire = lab.wire()) {
      assertEquals("TFTP: the board has asked for nothing.", lab.service.summary());
      new StrictClient(wire).fetch("dtb");
      Lab.awaitNoTransfers();
      try (Wire image = lab.wire()) {
        image.request("Image", "octet");
        image.expectFirst();
        image.ack(1);
        image.expectBlock(2);
        image.request("initrd", "octet");
        while (image.expect().opcode() != 5) {}
        assertEquals(
            "TFTP: dtb: 100 of 100 bytes acknowledged, complete;"
                + " Image: 512 of 2000 bytes acknowledged; refused: no file initrd.",
            lab.service.summary());
      }
      Lab.awaitNoTransfers();
    }
  }
}
