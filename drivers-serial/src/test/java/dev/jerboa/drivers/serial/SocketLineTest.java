package dev.jerboa.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Some tests close early, on purpose.
class SocketLineTest {
  @TempDir Path folder;

  @Test
  void tcpEchoesAllByteValues() throws Exception {
    try (ServerSocketChannel server = tcp(0)) {
      echoes(server, tcpUrl(server));
    }
  }

  /**
   * A server with Nagle's algorithm waits 40 ms at least for an acknowledgement that is delayed.
   */
  @Test
  void aServerThatWaitsForAcknowledgementsEchoesAtOnce() throws Exception {
    int chunks = 100;
    try (ServerSocketChannel server = tcp(0);
        ConsoleLink link = attempt(tcpUrl(server))) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echoSingly(server));
      long start = System.nanoTime();
      for (int i = 0; i < chunks; i++) {
        link.write(new byte[16]);
        for (int come = 0; come < 16; ) {
          come += link.read(new byte[16], Duration.ofSeconds(10));
        }
      }
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.toMillis() < chunks * 30L, () -> "echoes took " + took);
      link.close();
      echo.get(5, TimeUnit.SECONDS);
    }
  }

  /** Sends each byte on its own, as a serial server does that gets them from a slow line. */
  private static void echoSingly(ServerSocketChannel server) {
    try (SocketChannel peer = server.accept()) {
      ByteBuffer buffer = ByteBuffer.allocate(16);
      while (peer.read(buffer.clear()) >= 0) {
        buffer.flip();
        for (int count = buffer.limit(); buffer.position() < count; ) {
          peer.write(buffer.limit(buffer.position() + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void unixEchoesAllByteValues() throws Exception {
    try (ServerSocketChannel server = unix()) {
      echoes(server, "unix:" + folder.resolve("serial"));
    }
  }

  @Test
  void aRelativeUnixPathIsInTheFolderOfTheConfiguration() throws Exception {
    try (ServerSocketChannel server = unix()) {
      echoes(server, "unix://serial");
    }
  }

  @Test
  void waitsForATcpPortThatAppears() throws Exception {
    int port = freePort();
    CompletableFuture<ConsoleLink> link = connecting("socket://127.0.0.1:" + port);
    try (ServerSocketChannel server = tcp(port);
        ConsoleLink connected = link.get(5, TimeUnit.SECONDS)) {
      assertEquals(0, connected.read(new byte[1], Duration.ZERO));
    }
  }

  @Test
  void waitsForAUnixSocketThatAppears() throws Exception {
    CompletableFuture<ConsoleLink> link = connecting("unix:serial");
    try (ServerSocketChannel server = unix();
        ConsoleLink connected = link.get(5, TimeUnit.SECONDS)) {
      assertEquals(0, connected.read(new byte[1], Duration.ZERO));
    }
  }

  @Test
  @Tag("S1")
  void namesTheAddressWhereNobodyListens() throws IOException {
    String url = "socket://127.0.0.1:" + freePort();
    for (String absent : new String[] {url, "unix:" + folder.resolve("nothing")}) {
      JerboaException error = assertThrows(JerboaException.class, () -> attempt(absent));
      assertEquals("console.absent", error.code());
      assertTrue(error.getMessage().contains(absent), error.getMessage());
    }
  }

  @Test
  void refusesASocketPathThatIsTooLong() {
    JerboaException error =
        assertThrows(JerboaException.class, () -> attempt("unix:" + "x".repeat(108)));
    assertEquals("config.path-too-long", error.code());
  }

  @Test
  void anInterruptEndsTheWaitForAPort() {
    Thread.currentThread().interrupt();
    assertThrows(
        InterruptedException.class,
        () -> Fixture.console("unix:serial", folder).connect(Deadline.seconds(30)).close());
  }

  @Test
  @Tag("S2")
  void tellsThatThePeerIsGone() throws Exception {
    try (ServerSocketChannel server = unix();
        ConsoleLink link = attempt("unix:serial")) {
      server.accept().close();
      assertEquals(-1, link.read(new byte[10], Duration.ofSeconds(30)));
      assertThrows(IOException.class, () -> link.write(new byte[10]));
    }
  }

  @Test
  void closeEndsAReadAtOnce() throws Exception {
    try (ServerSocketChannel server = unix();
        ConsoleLink link = attempt("unix:serial")) {
      CompletableFuture<Integer> read =
          CompletableFuture.supplyAsync(() -> silentRead(link, Duration.ofSeconds(30)));
      link.close();
      assertEquals(-1, read.get(1, TimeUnit.SECONDS));
      link.close();
    }
  }

  @Test
  void anInterruptEndsAReadAndAWriteThatIsStuck() throws Exception {
    try (ServerSocketChannel server = unix();
        ConsoleLink link = attempt("unix:serial")) {
      Thread.currentThread().interrupt();
      assertEquals(0, link.read(new byte[10], Duration.ofSeconds(30)));
      assertThrows(InterruptedException.class, () -> link.write(new byte[8 << 20]));
    }
  }

  private void echoes(ServerSocketChannel server, String url) throws Exception {
    Thread peer = Thread.ofPlatform().daemon().start(() -> echo(server));
    byte[] bytes = Fixture.allByteValues(64 * 1024);
    try (ConsoleLink link = attempt(url)) {
      assertArrayEquals(bytes, Fixture.echo(link, bytes));
    }
    assertTrue(peer.join(Fixture.LIMIT), "the peer sees the end");
  }

  private static void echo(ServerSocketChannel server) {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    try (SocketChannel channel = server.accept()) {
      while (channel.read(buffer.clear()) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int silentRead(ConsoleLink link, Duration wait) {
    try {
      return link.read(new byte[10], wait);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ConsoleLink attempt(String url) throws InterruptedException {
    return Fixture.console(url, folder).connect(Deadline.after(Duration.ZERO));
  }

  private CompletableFuture<ConsoleLink> connecting(String url) {
    CompletableFuture<ConsoleLink> link = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    link.complete(Fixture.console(url, folder).connect(Deadline.seconds(20)));
                  } catch (InterruptedException | RuntimeException e) {
                    link.completeExceptionally(e);
                  }
                });
    // The first attempt has failed when the thread sleeps until the next.
    Fixture.await("first attempt", () -> thread.getState() == Thread.State.TIMED_WAITING);
    return link;
  }

  private ServerSocketChannel unix() throws IOException {
    SocketAddress address = UnixDomainSocketAddress.of(folder.resolve("serial"));
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
  }

  private static ServerSocketChannel tcp(int port) throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private static String tcpUrl(ServerSocketChannel server) throws IOException {
    return "socket://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
