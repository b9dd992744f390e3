package dev.jerboa.drivers.tftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndpointTest {
  private static Endpoint open(InetSocketAddress client) throws IOException {
    return Endpoint.open(Lab.LOOPBACK, client, _ -> true);
  }

  private static InetSocketAddress address(DatagramSocket socket) {
    return new InetSocketAddress(Lab.LOOPBACK, socket.getLocalPort());
  }

  @Test
  void aPacketTheSystemCannotSendIsLostAndNoted() throws IOException {
    try (DatagramSocket client = new DatagramSocket(new InetSocketAddress(Lab.LOOPBACK, 0));
        Endpoint endpoint = open(address(client))) {
      assertEquals("", endpoint.fault());
      endpoint.send(ByteBuffer.allocate(70_000));
      assertFalse(endpoint.fault().isEmpty());
      assertEquals(Optional.empty(), endpoint.receive(1_000_000));
    }
  }

  @Test
  void aClosedPortIsToldApart() throws IOException {
    InetSocketAddress gone;
    try (DatagramSocket client = new DatagramSocket(new InetSocketAddress(Lab.LOOPBACK, 0))) {
      gone = address(client);
    }
    try (Endpoint endpoint = open(gone)) {
      endpoint.send(ByteBuffer.allocate(4));
      assertThrows(PortUnreachableException.class, () -> endpoint.receive(5_000_000_000L));
    }
  }

  @Test
  void aWakeUpEndsTheWait() throws IOException {
    try (DatagramSocket client = new DatagramSocket(new InetSocketAddress(Lab.LOOPBACK, 0));
        Endpoint endpoint = open(address(client))) {
      long start = System.nanoTime();
      endpoint.wake();
      assertEquals(Optional.empty(), endpoint.receive(60_000_000_000L));
      assertFalse(System.nanoTime() - start > 5_000_000_000L);
    }
  }
}
