package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old, odd and hostile ways to speak HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
  private static final int SIZE = 70_000;
  private Server server;

  @BeforeAll
  void start() {
    server = Server.of(SIZE);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET PATH HTTP/1.0\r\n\r\n",
        "GET PATH HTTP/1.0\r\nHost: a\r\nHost: b\r\nUser-Agent: U-Boot\r\n\r\n",
        "GET PATH HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "GET PATH?query HTTP/1.0\r\n\r\n",
      })
  void http10IsServedAndClosed(String request) {
    Reply reply = raw(request.replace("PATH", server.uri().getPath()));
    assertEquals(200, reply.status());
    assertEquals(Bytes.text(0, SIZE), reply.body());
    assertTrue(reply.isComplete());
  }

  @Test
  void http10MayAskForRangesAndHeads() {
    String path = server.uri().getPath();
    assertEquals(
        Bytes.text(5, 5), raw("GET " + path + " HTTP/1.0\r\nRange: bytes=5-9\r\n\r\n").body());
    try (RawClient client = RawClient.to(server.uri())) {
      client.send("HEAD " + path + " HTTP/1.0\r\n\r\n");
      assertEquals(SIZE, client.readToEnd(true).contentLength());
    }
    assertEquals(404, raw("GET /x HTTP/1.0\r\n\r\n").status());
    assertEquals(405, raw("PUT " + path + " HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc").status());
  }

  @Test
  void http10MayComeByteByByte() {
    try (RawClient client = RawClient.to(server.uri())) {
      String request = "GET " + server.uri().getPath() + " HTTP/1.0\r\n\r\n";
      request.chars().forEach(c -> client.send(String.valueOf((char) c)));
      assertEquals(200, client.readToEnd(false).status());
    }
  }

  @ParameterizedTest
  @Tag("M14")
  @ValueSource(strings = {"close", "Close", "CLOSE", "x, cLoSe"})
  void theConnectionEndsWhenAsked(String value) {
    String line = "GET " + server.uri().getPath() + "/0-10 HTTP/1.1\r\nHost: x\r\n";
    Reply reply = raw(line + "Connection: " + value + "\r\n\r\n"); // reads until the end
    assertEquals(Bytes.text(0, 10), reply.body());
    assertEquals(Optional.of("close"), reply.header("connection"));
  }

  @Test
  void theConnectionStaysOtherwise() {
    try (RawClient client = RawClient.to(server.uri())) {
      for (int i = 0; i < 3; i++) {
        client.send("GET " + server.uri().getPath() + "/" + i + "-10 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertEquals(Bytes.text(i, 10), client.readOne().body());
      }
      client.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n");
      assertEquals(404, client.readOne().status());
      client.send("HEAD /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertEquals(404, client.readToEnd(true).status());
    }
  }

  @ParameterizedTest
  @Tag("H8")
  @ValueSource(
      strings = {
        "GET PATH HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET PATH HTTP/1.1\r\n\r\n",
        "GET PATH HTTP/1.1\nHost: x\n\n",
        "GET PATH HTTP/1.1\r\nHost: x\nA: b\r\n\r\n",
        "GET PATH HTTP/1.0\nHost: x\n\n",
        "GET PATH HTTP/1.0\r\nA: b\nC: d\r\n\r\n",
        "GET PATH HTTP/1.0\r\nno colon\r\n\r\n",
        "GET PATH\r\n",
        "GET PATH HTTP/2.0\r\nHost: x\r\n\r\n",
        "\0\1\2\3\r\n\r\n",
        "GET PATH HTTP/1.1\r\nHost: x\r\nA\0B: c\r\n\r\n",
      })
  void brokenRequestsAreRefusedAndClosed(String request) {
    Reply reply = raw(request.replace("PATH", server.uri().getPath()));
    assertEquals(400, reply.status());
    assertTrue(reply.isComplete());
  }

  @ParameterizedTest
  @Tag("H8")
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void oversizedHeadsAreRefused(String version) {
    String start = "GET " + server.uri().getPath() + " " + version + "\r\nHost: x\r\n";
    assertEquals(400, raw(start + "A: b\r\n".repeat(10_000) + "\r\n").status());
    assertEquals(400, raw(start + "A: " + "b".repeat(100_000) + "\r\n\r\n").status());
    int status = raw("GET /" + "a".repeat(100_000) + " " + version + "\r\n\r\n").status();
    assertTrue(status == 400 || status == 414, "status " + status);
  }

  private Reply raw(String request) {
    try (RawClient client = RawClient.to(server.uri())) {
      client.send(request);
      return client.readToEnd(false);
    }
  }
}
