package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

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
    assertTrue(reply.header("etag").orElseThrow().matches("\"[0-9a-f]{16}-image\""));
  }
}
