package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.files.ServeListener;
import dev.jerboa.api.files.ServedFile;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered, over a real socket; the Range table has a test of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpServiceTest {
  private static final int SIZE = 200_000;
  private Server server;

  @BeforeAll
  void start() {
    server = Server.of(SIZE);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void sendsTheWholeFileWithItsLength() {
    Reply reply = server.get();
    assertEquals(200, reply.status());
    assertEquals(Bytes.text(0, SIZE), reply.body());
    assertEquals(SIZE, reply.contentLength());
    assertEquals(Optional.of("bytes"), reply.header("accept-ranges"));
    assertEquals(Optional.of("no-store"), reply.header("cache-control"));
    assertEquals(Optional.of("application/octet-stream"), reply.header("content-type"));
    assertTrue(tag().matches("\"[0-9a-f]{16}-image\""), tag());
  }

  @Test
  void headTellsTheLengthAndSendsNothing() {
    Reply reply = server.send("HEAD " + path() + " HTTP/1.1", "Range: bytes=0-0");
    assertEquals(200, reply.status());
    assertEquals(SIZE, reply.contentLength());
    assertEquals(404, server.send("HEAD /nothing HTTP/1.1").status());
  }

  @Test
  @Tag("H4")
  @Tag("M10")
  void resumesOnlyWithTheTagOfTheSameContent() {
    assertEquals(206, server.get("Range: bytes=5-9", "If-Range: " + tag()).status());
    for (String other : List.of("\"stale\"", "W/" + tag(), "Wed, 21 Oct 2015 07:28:00 GMT", "x")) {
      Reply reply = server.get("Range: bytes=5-9", "If-Range: " + other);
      assertEquals(200, reply.status(), other);
      assertEquals(Bytes.text(0, SIZE), reply.body());
    }
  }

  @Test
  @Tag("H4")
  void saysNotModifiedWhenTheTagIsListed() {
    for (String match : List.of(tag(), "W/" + tag(), "*", "\"a\", " + tag() + ", \"b\"")) {
      Reply reply = server.get("If-None-Match: " + match);
      assertEquals(304, reply.status(), match);
      assertEquals("", reply.body());
      assertEquals(Optional.of(tag()), reply.header("etag"));
    }
    assertEquals(200, server.get("If-None-Match: \"stale\"").status());
  }

  @Test
  void tagsDifferBetweenServices() {
    try (Server other = Server.of(SIZE)) {
      assertFalse(tag().equals(other.get().header("etag").orElseThrow()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0-200000, 200, 0, 200000",
    "0-1, 200, 0, 1",
    "199999-1, 200, 199999, 1",
    "65537-70000, 200, 65537, 70000",
    "200000-0, 200, 0, 0",
    "7-0, 200, 0, 0",
    "200000-1, 416, 0, 0",
    "199999-2, 416, 0, 0",
    "200001-0, 416, 0, 0",
    "0-200001, 416, 0, 0",
    "99999999999999999999-1, 416, 0, 0",
    "1-9223372036854775807, 416, 0, 0",
  })
  void aRangeHasAnAddressOfItsOwn(String range, int status, long first, int length) {
    Reply reply = server.send("GET " + path() + "/" + range + " HTTP/1.1");
    assertEquals(status, reply.status());
    assertEquals(Bytes.text(first, length), reply.body());
    assertTrue(reply.isComplete());
    assertEquals(
        status == 416, reply.header("content-range").equals(Optional.of("bytes */200000")));
  }

  @Test
  void aRangeOfARangeCountsFromItsStart() {
    String line = "GET " + path() + "/1000-50 HTTP/1.1";
    Reply reply = server.send(line, "Range: bytes=-10");
    assertEquals(206, reply.status());
    assertEquals(Bytes.text(1040, 10), reply.body());
    assertEquals(Optional.of("bytes 40-49/50"), reply.header("content-range"));
    assertFalse(reply.header("etag").equals(Optional.of(tag())));
  }

  @ParameterizedTest
  @Tag("H6")
  @Tag("M12")
  @ValueSource(
      strings = {
        "/",
        "/f",
        "/f/",
        "/f/00000000000000000000000000000000/image",
        "TOKEN",
        "TOKEN/",
        "TOKEN/other",
        "TOKEN/imag%65",
        "TOKEN/image/",
        "TOKEN/image/0",
        "TOKEN/image/0-",
        "TOKEN/image/-1",
        "TOKEN/image/0-1/",
        "TOKEN/../image",
        "TOKEN/image/../image",
        "//TOKEN/image",
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/f/%00",
        "/etc/passwd",
      })
  void anyOtherPathIsNotFound(String path) {
    String token = path().substring(0, path().lastIndexOf('/'));
    Reply reply = server.send("GET " + path.replace("TOKEN", token) + " HTTP/1.1");
    assertEquals(404, reply.status());
    assertEquals("not found\n", reply.body());
  }

  @ParameterizedTest
  @Tag("H6")
  @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void otherMethodsAreNotAllowed(String method) {
    Reply reply = server.send(method + " " + path() + " HTTP/1.1", "X-Secret: abc");
    assertEquals(405, reply.status());
    assertEquals("method not allowed\n", reply.body());
    assertEquals(Optional.of("GET, HEAD"), reply.header("allow"));
  }

  @Test
  @Tag("H7")
  void nobodyIsServedBeforeAdmissionAndOthersNeverAre() {
    Binding binding = new Binding("dut.http", List.of(Server.LOOPBACK), 0);
    Catalog catalog = new Catalog(List.of(new ServedFile("image", new Bytes(10))));
    try (Server closed =
        new Server(
            HttpService.start(binding, catalog, ServeListener.NONE, Limits.DEFAULT),
            server.uri())) {
      Server reached =
          new Server(closed.service(), closed.service().location("image", Server.LOOPBACK, 8));
      assertRefused(reached);
      closed.service().admit(Server.subnet("10.77.0.50", 24));
      assertRefused(reached);
      assertEquals("no request; refused: 2 requests from 127.0.0.1", closed.service().summary());
      closed.service().admit(Server.subnet("127.0.0.1", 32));
      assertEquals(200, reached.get().status());
    }
  }

  private static void assertRefused(Server server) {
    Reply reply = server.get();
    assertEquals(403, reply.status());
    assertEquals("", reply.body());
    assertEquals(Optional.empty(), reply.header("etag"));
  }

  @Test
  void tellsWhatWasSent() {
    AtomicLong sent = new AtomicLong();
    try (Server one = Server.of(new Bytes(SIZE), (name, bytes) -> sent.addAndGet(bytes))) {
      assertEquals("no request", one.service().summary());
      one.get("Range: bytes=0-9");
      one.send("GET " + one.uri().getPath() + "/0-100 HTTP/1.1");
      assertEquals(110, sent.get());
      assertEquals(
          "2 requests from 127.0.0.1, 110 bytes sent, last: GET image/0-100",
          one.service().summary());
      one.send("PUT /" + "a".repeat(50) + " HTTP/1.1");
      assertTrue(one.service().summary().endsWith("last: (other) (unknown)"));
    }
  }

  @Test
  void refusesToLocateAFileThatIsNotServed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> server.service().location("kernel", Server.LOOPBACK, 8));
  }

  private String path() {
    return server.uri().getPath();
  }

  private String tag() {
    return server.get().header("etag").orElseThrow();
  }
}
