package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.ServeListener;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong, a client sees a short body or none, never a complete one, and never hangs.
 */
class AbortTest {
  private static final long SIZE = 300_000;
  private static final long GOOD = 200_000;

  /** How content can go wrong behind its first {@link #GOOD} bytes. */
  enum Fault {
    SHORT("it ends early"),
    NOTHING("it ends early"),
    IO("disk error"),
    RUNTIME("decoder failed");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    int happen() throws IOException {
      return switch (this) {
        case SHORT -> -1;
        case NOTHING -> 0;
        case IO -> throw new IOException(text);
        case RUNTIME -> throw new IllegalStateException(text);
      };
    }
  }

  private record Faulty(Fault fault) implements ByteSource {
    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      if (position >= GOOD) {
        return fault.happen();
      }
      target.limit((int) Math.min(target.limit(), GOOD - position));
      return new Bytes(GOOD).read(position, target);
    }
  }

  /** Content that is never ready, as while an image is being decoded. */
  private record Endless(CountDownLatch asked, CountDownLatch interrupted) implements ByteSource {
    Endless() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }

    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public int read(long position, ByteBuffer target) throws InterruptedException {
      asked.countDown();
      try {
        new CountDownLatch(1).await();
        return -1;
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    }
  }

  @ParameterizedTest
  @Tag("H5")
  @Tag("M8")
  @Tag("M13")
  @EnumSource(Fault.class)
  void contentThatFailsIsCutShort(Fault fault) {
    try (Server server = Server.of(new Faulty(fault), ServeListener.NONE)) {
      Reply reply = server.get();
      assertEquals(200, reply.status());
      assertEquals(SIZE, reply.contentLength());
      assertEquals(Bytes.text(0, (int) GOOD), reply.body());
      String why = "; failed: image cannot be read at 200000: " + fault.text;
      assertTrue(server.service().summary().endsWith(why), server.service().summary());
      assertEquals(206, server.get("Range: bytes=0-9").status());
    }
  }

  @Test
  @Tag("H5")
  void contentThatFailsAtOnceGivesNoAnswer() {
    try (Server server = Server.of(new Faulty(Fault.IO), ServeListener.NONE);
        RawClient client = RawClient.to(server.uri())) {
      client.request("GET " + server.uri().getPath() + "/250000-10 HTTP/1.1");
      assertEquals("", client.rest());
    }
  }

  @Test
  void aListenerThatFailsCutsTheAnswer() {
    ServeListener failing =
        (name, bytes) -> {
          throw new IllegalStateException("broken");
        };
    try (Server server = Server.of(new Bytes(SIZE), failing)) {
      assertFalse(server.get().isComplete());
      assertTrue(server.service().summary().endsWith("IllegalStateException: broken"));
    }
  }

  @Test
  void closeCutsADownloadAndFreesPortAndThreads() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Server server = Server.of(1L << 34);
    try (RawClient client = RawClient.to(server.uri(), 65536)) {
      client.request("GET " + server.uri().getPath() + " HTTP/1.1");
      assertEquals(1L << 34, client.readHead().contentLength());
      long start = System.nanoTime();
      server.close();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, () -> "took " + took);
      assertTrue(client.rest().length() < 1L << 30);
    }
    assertThrows(
        ConnectException.class,
        () -> new Socket(server.uri().getHost(), server.uri().getPort()).close());
    for (Thread thread : serverThreads(before)) {
      assertTrue(thread.join(Duration.ofSeconds(5)), () -> thread + " still runs");
    }
    server.close();
  }

  private static Set<Thread> serverThreads(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getName().matches("http-.*"))
        .collect(Collectors.toSet());
  }

  @Test
  void closeInterruptsAReadOfAnImageThatIsBeingDecoded() throws Exception {
    Endless source = new Endless();
    Server server = Server.of(source, ServeListener.NONE);
    try (RawClient client = RawClient.to(server.uri())) {
      client.request("GET " + server.uri().getPath() + " HTTP/1.1");
      assertTrue(source.asked().await(5, TimeUnit.SECONDS));
      server.close();
      assertTrue(source.interrupted().await(5, TimeUnit.SECONDS));
      assertEquals("", client.rest());
    }
  }

  @Test
  void closeWorksOnAnInterruptedThread() {
    Server server = Server.of(SIZE);
    Thread.currentThread().interrupt();
    server.close();
    assertTrue(Thread.interrupted());
    assertThrows(
        ConnectException.class,
        () -> new Socket(server.uri().getHost(), server.uri().getPort()).close());
  }

  @Test
  @Tag("H2")
  void aClientThatTakesNothingIsCut() {
    try (Server server = Server.of(new Bytes(1L << 34), Duration.ofMillis(300));
        RawClient client = RawClient.to(server.uri(), 65536)) {
      client.request("GET " + server.uri().getPath() + " HTTP/1.1");
      client.readHead();
      assertTrue(client.trickleUntilClosed(Duration.ofSeconds(10)));
      assertTrue(client.rest().length() < 1L << 30);
    }
  }

  @Test
  @Tag("H2")
  void aSilentClientAndHalfAHeadAreCut() {
    try (Server server = Server.of(new Bytes(10), Duration.ofMillis(300))) {
      for (String begin :
          new String[] {"", "G", "GET / HTTP/1.1\r\nHost: x\r\n", "GET / HTTP/1.0\r\n"}) {
        try (RawClient client = RawClient.to(server.uri())) {
          client.send(begin);
          client.rest(); // ends after ten seconds with an error if the server does not close
        }
      }
    }
  }

  @Test
  @Tag("H2")
  void aHeadThatTricklesIsCut() {
    try (Server server = Server.of(new Bytes(10), Duration.ofMillis(300));
        RawClient client = RawClient.to(server.uri())) {
      client.send("GET / HTTP/1.1\r\n");
      assertTrue(client.trickleUntilClosed(Duration.ofSeconds(10)));
    }
  }

  @Test
  @Tag("H2")
  void theLimitForAHeadDoesNotCountBetweenRequests() {
    Limits limits = new Limits(Duration.ofMillis(300), Duration.ofSeconds(30));
    try (Server server = Server.of(new Bytes(10), ServeListener.NONE, limits);
        RawClient patient = RawClient.to(server.uri());
        RawClient slow = RawClient.to(server.uri())) {
      String request = "GET " + server.uri().getPath() + " HTTP/1.1\r\nHost: x\r\n\r\n";
      patient.send(request);
      assertEquals(200, patient.readOne().status());
      slow.send("GET / HTTP/1.1\r\n");
      slow.rest(); // until the limit is over
      patient.send(request);
      assertEquals(200, patient.readOne().status());
    }
  }

  @Test
  @Tag("H2")
  void waitingForTheImageIsNotTheClientsFault() throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    ByteSource slow =
        new ByteSource() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public int read(long position, ByteBuffer target) throws InterruptedException {
            ready.await(1, TimeUnit.SECONDS); // more than three times the limit
            return new Bytes(10).read(position, target);
          }
        };
    try (Server server = Server.of(slow, Duration.ofMillis(300))) {
      assertEquals(Bytes.text(0, 10), server.get().body());
    }
  }
}
