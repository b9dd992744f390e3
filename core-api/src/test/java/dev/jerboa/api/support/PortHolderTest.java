package dev.jerboa.api.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortHolderTest {
  private static final String SELF = "process " + ProcessHandle.current().pid() + " (java)";

  private static InetSocketAddress address(String host, int port) throws IOException {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  @Test
  void theListenerOfATcpPortIsNamed() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = socket.getLocalPort();
      assertEquals(Optional.of(SELF), PortHolder.tcp(address("127.0.0.1", port)));
      assertEquals(Optional.empty(), PortHolder.tcp(address("127.0.0.2", port)));
    }
  }

  @Test
  void aConnectionHoldsNoPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        Socket client = new Socket(socket.getInetAddress(), socket.getLocalPort())) {
      int port = client.getLocalPort();
      assertEquals(Optional.empty(), PortHolder.tcp(address("127.0.0.1", port)));
    }
  }

  @Test
  void aSocketOnAllAddressesHoldsThePortOfEach() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      int port = socket.getLocalPort();
      assertEquals(Optional.of(SELF), PortHolder.tcp(address("127.0.0.3", port)));
    }
  }

  @Test
  void theReceiverOfAUdpPortIsNamed() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(address("127.0.0.1", 0))) {
      int port = socket.getLocalPort();
      assertEquals(Optional.of(SELF), PortHolder.udp(address("127.0.0.1", port)));
      assertEquals(Optional.empty(), PortHolder.udp(address("127.0.0.2", port)));
    }
  }
}
