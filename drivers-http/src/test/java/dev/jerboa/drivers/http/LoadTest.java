package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many clients at once. */
class LoadTest {
  private static final int CLIENTS = 32;
  private static final int STALLED = 200;
  private static final int SIZE = 16 << 20;

  @Test
  @Tag("G10")
  void parallelDownloadsAreAllTheImage() throws Exception {
    try (Server server = Server.of(SIZE);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> downloads =
          IntStream.range(0, CLIENTS)
              .<Callable<String>>mapToObj(_ -> () -> sha256(server.uri()))
              .toList();
      Set<String> digests =
          executor.invokeAll(downloads).stream().map(LoadTest::get).collect(Collectors.toSet());
      assertEquals(Set.of(expected()), digests);
    }
  }

  @Test
  @Tag("G11")
  @Tag("H2")
  @Tag("M14")
  void stalledReadersDoNotDelayAnother() {
    List<RawClient> stalled = new ArrayList<>();
    try (Server server = Server.of(1L << 34)) {
      for (int i = 0; i < STALLED; i++) {
        RawClient client = RawClient.to(server.uri(), 4096);
        stalled.add(client);
        client.request("GET " + server.uri().getPath() + " HTTP/1.1");
        client.readHead();
      }
      long worst = IntStream.range(0, 20).mapToLong(_ -> nanosOfAGet(server)).max().orElseThrow();
      assertTrue(worst < Duration.ofMillis(500).toNanos(), () -> "took ns " + worst);
    } finally {
      stalled.forEach(RawClient::close);
    }
  }

  private static long nanosOfAGet(Server server) {
    long start = System.nanoTime();
    assertEquals(
        100, server.send("GET " + server.uri().getPath() + "/0-100 HTTP/1.1").body().length());
    return System.nanoTime() - start;
  }

  private static String sha256(URI uri) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(uri.toURL().openStream(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String expected() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < SIZE; i++) {
      digest.update(Bytes.at(i));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String get(Future<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
