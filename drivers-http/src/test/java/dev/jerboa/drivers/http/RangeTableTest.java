package dev.jerboa.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server answers to each kind of Range header, over a real socket. */
@Tag("H3")
@Tag("G13")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RangeTableTest {
  private Map<Integer, Server> servers;

  @BeforeAll
  void start() {
    servers = Map.of(0, Server.of(0), 1, Server.of(1), 100, Server.of(100));
  }

  @AfterAll
  void stop() {
    servers.values().forEach(Server::close);
  }

  @ParameterizedTest(name = "{0} bytes, Range: {1} is {2} from {3}, {4} bytes")
  @CsvSource(
      delimiter = '|',
      value = {
        "100 | bytes=0-0 | 206 | 0 | 1",
        "100 | bytes=0-99 | 206 | 0 | 100",
        "100 | bytes=0-100 | 206 | 0 | 100",
        "100 | bytes=5-9 | 206 | 5 | 5",
        "100 | bytes=99-99 | 206 | 99 | 1",
        "100 | bytes=50-9999 | 206 | 50 | 50",
        "100 | bytes=0- | 206 | 0 | 100",
        "100 | bytes=99- | 206 | 99 | 1",
        "100 | bytes=40- | 206 | 40 | 60",
        "100 | bytes=-1 | 206 | 99 | 1",
        "100 | bytes=-100 | 206 | 0 | 100",
        "100 | bytes=-101 | 206 | 0 | 100",
        "100 | bytes=-9999 | 206 | 0 | 100",
        "100 | bytes=-99999999999999999999 | 206 | 0 | 100",
        "100 | bytes=0-99999999999999999999 | 206 | 0 | 100",
        "100 | bytes=7-9223372036854775807 | 206 | 7 | 93",
        "100 | bytes=7-9223372036854775808 | 206 | 7 | 93",
        "100 | bytes=0000000000000000000000007-8 | 206 | 7 | 2",
        "100 | BYTES=1-2 | 206 | 1 | 2",
        "100 | Bytes=1-2 | 206 | 1 | 2",
        "100 | bytes= 1-2 | 206 | 1 | 2",
        "100 | bytes=,1-2, , | 206 | 1 | 2",
        "100 | bytes=100- | 416 | 0 | 0",
        "100 | bytes=100-200 | 416 | 0 | 0",
        "100 | bytes=101-101 | 416 | 0 | 0",
        "100 | bytes=99999999999999999999- | 416 | 0 | 0",
        "100 | bytes=9223372036854775807- | 416 | 0 | 0",
        "100 | bytes=-0 | 416 | 0 | 0",
        "100 | bytes=-000 | 416 | 0 | 0",
        "100 | bytes=9-0 | 200 | 0 | 100",
        "100 | bytes=100-99 | 200 | 0 | 100",
        "100 | bytes=0-0,2-2 | 200 | 0 | 100",
        "100 | bytes=0-0,-1 | 200 | 0 | 100",
        "100 | bytes=200-,300- | 200 | 0 | 100",
        "100 | items=0-1 | 200 | 0 | 100",
        "100 | seconds=1-2 | 200 | 0 | 100",
        "100 | bytes | 200 | 0 | 100",
        "100 | bytes= | 200 | 0 | 100",
        "100 | bytes=- | 200 | 0 | 100",
        "100 | bytes=-- | 200 | 0 | 100",
        "100 | bytes=a-b | 200 | 0 | 100",
        "100 | bytes=1 | 200 | 0 | 100",
        "100 | bytes=1-2-3 | 200 | 0 | 100",
        "100 | bytes=+1-2 | 200 | 0 | 100",
        "100 | bytes=-1- | 200 | 0 | 100",
        "100 | bytes=0x1-0x2 | 200 | 0 | 100",
        "100 | bytes=1 - 2 | 200 | 0 | 100",
        "100 | bytes 1-2 | 200 | 0 | 100",
        "100 | bytes =1-2 | 200 | 0 | 100",
        "100 | 1-2 | 200 | 0 | 100",
        "100 | bytes=1.0-2 | 200 | 0 | 100",
        "0 | bytes=0-0 | 416 | 0 | 0",
        "0 | bytes=0- | 416 | 0 | 0",
        "0 | bytes=5-9 | 416 | 0 | 0",
        "0 | bytes=-0 | 416 | 0 | 0",
        "0 | bytes=-5 | 200 | 0 | 0",
        "0 | items=0-1 | 200 | 0 | 0",
        "1 | bytes=0-0 | 206 | 0 | 1",
        "1 | bytes=-1 | 206 | 0 | 1",
        "1 | bytes=1- | 416 | 0 | 0",
      })
  void answersAsRfc9110Asks(int size, String range, int status, long first, int length) {
    Reply reply = servers.get(size).get("Range: " + range);
    assertEquals(status, reply.status());
    assertEquals(Bytes.text(first, length), reply.body());
    assertTrue(reply.isComplete(), () -> "announced " + reply.contentLength());
    assertEquals(contentRange(size, status, first, length), reply.header("content-range"));
  }

  private static Optional<String> contentRange(int size, int status, long first, int length) {
    return switch (status) {
      case 206 -> Optional.of("bytes " + first + "-" + (first + length - 1) + "/" + size);
      case 416 -> Optional.of("bytes */" + size);
      default -> Optional.empty();
    };
  }
}
