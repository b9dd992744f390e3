package dev.jerboa.runtime.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.Secret;
import dev.jerboa.api.flash.RemoteFile;
import dev.jerboa.runtime.image.Download;
import dev.jerboa.runtime.image.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {
  private static final String OK = "200 OK";
  private static final byte[] IMAGE = bytes(1, 300_000);
  private static final byte[] OTHER = bytes(2, 300_000);
  private static final int HALF = 150_000;

  @TempDir private Path cache;

  private final ScriptedWeb web = new ScriptedWeb();
  private final List<String> notes = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws IOException {
    web.close();
  }

  private static byte[] bytes(long seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private RemoteFile remote() {
    return RemoteFile.of(web.url("/nightly/os.img?sig=TOPSECRET"));
  }

  private Path fetch(RemoteFile remote, Duration most) throws InterruptedException {
    Deadline deadline = Deadline.after(most);
    try (Download download = new ImageStore(cache).fetch(remote, watch(deadline))) {
      return download.file();
    }
  }

  private Watch watch(Deadline deadline) {
    return new Watch() {
      @Override
      public Deadline deadline() {
        return deadline;
      }

      @Override
      public void progress(long done, long total) {
        assertTrue(done <= total);
      }

      @Override
      public void note(String text) {
        notes.add(text);
      }
    };
  }

  private byte[] fetched() throws IOException, InterruptedException {
    Path file = fetch(remote(), Duration.ofSeconds(60));
    assertEquals("os.img", file.getFileName().toString());
    return Files.readAllBytes(file);
  }

  private JerboaException failure(RemoteFile remote) {
    JerboaException error =
        assertThrows(JerboaException.class, () -> fetch(remote, Duration.ofSeconds(5)));
    String all = error.getMessage() + error.hint() + notes;
    assertFalse(all.contains("TOPSECRET"), all);
    return error;
  }

  private String request(int number) {
    return web.requests().get(number);
  }

  @Test
  void whatTheServerStillHasIsNotFetchedAgain() throws Exception {
    web.then(IMAGE, OK, "Content-Length: 300000", "ETag: \"a\"").then("304 Not Modified");
    assertArrayEquals(IMAGE, fetched());
    assertArrayEquals(IMAGE, fetched());
    assertTrue(request(1).contains("If-None-Match: \"a\""), request(1));
  }

  @Test
  void aFileThatWasAlteredIsFetchedAnew() throws Exception {
    web.then(IMAGE, OK, "Content-Length: 300000", "ETag: \"a\"")
        .then(IMAGE, OK, "Content-Length: 300000", "ETag: \"a\"");
    Path file = fetch(remote(), Duration.ofSeconds(30));
    FileTime modified = Files.getLastModifiedTime(file);
    Object changed = Files.getAttribute(file, "unix:ctime");
    while (Files.getAttribute(file, "unix:ctime").equals(changed)) { // its clock has ticks
      Files.write(file, OTHER);
      Path _ = Files.setLastModifiedTime(file, modified);
    }
    assertArrayEquals(IMAGE, fetched());
    assertFalse(request(1).contains("If-None-Match"), request(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "etag \"a\"\nmodified \nlength 300000\n", "\u00ff"})
  void aFileOfWhichNoStateIsKnownIsFetchedAnew(String version) throws Exception {
    web.then(IMAGE, OK, "Content-Length: 300000", "ETag: \"a\"")
        .then(OTHER, OK, "Content-Length: 300000", "ETag: \"a\"");
    Path file = fetch(remote(), Duration.ofSeconds(30));
    Files.writeString(file.resolveSibling(".version"), version, StandardCharsets.ISO_8859_1);
    assertArrayEquals(OTHER, fetched());
    assertFalse(request(1).contains("If-None-Match"), request(1));
  }

  @Test
  void aReplacedImageIsFetched() throws Exception {
    web.then(IMAGE, OK, "Content-Length: 300000", "Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT")
        .then(OTHER, OK, "Content-Length: 300000");
    assertArrayEquals(IMAGE, fetched());
    assertArrayEquals(OTHER, fetched());
    assertTrue(request(1).contains("If-Modified-Since: Thu, 01 Jan 2026"), request(1));
  }

  @Test
  void aServerThatNamesNoVersionIsAskedForAllEachTime() throws Exception {
    web.then(IMAGE, OK, "Content-Length: 300000").then(OTHER, OK, "Content-Length: 300000");
    assertArrayEquals(IMAGE, fetched());
    assertArrayEquals(OTHER, fetched());
  }

  @Test
  @Tag("I2")
  void aCutConnectionGoesOnWhereItBroke() throws Exception {
    web.cut(IMAGE, HALF, OK, "ETag: \"a\"")
        .then(
            Arrays.copyOfRange(IMAGE, HALF, IMAGE.length),
            "206 Partial Content",
            "Content-Length: 150000",
            "Content-Range: bytes 150000-299999/300000",
            "ETag: \"a\"");
    assertArrayEquals(IMAGE, fetched());
    assertTrue(request(1).contains("Range: bytes=150000-"), request(1));
    assertTrue(request(1).contains("If-Range: \"a\""), request(1));
  }

  @Test
  @Tag("I2")
  void aNewVersionBeginsAnew() throws Exception {
    web.cut(IMAGE, HALF, OK, "ETag: \"a\"")
        .then(OTHER, OK, "Content-Length: 300000", "ETag: \"b\"");
    assertArrayEquals(OTHER, fetched());
  }

  @ParameterizedTest
  @Tag("I2")
  @ValueSource(
      strings = {
        "Content-Range: bytes 150001-299999/300000",
        "Content-Range: bytes 0-149999/300000",
        "Content-Range: bytes 150000-299999/300001",
        "Content-Range: bytes 150000-200000/300000",
        "Content-Range: bytes 150000-299999/*",
        "Content-Range: bytes 150000-299999/300000\r\nETag: \"b\"",
        "X-Nothing: here"
      })
  void aPartThatWasNotAskedForIsNotUsed(String range) throws Exception {
    web.cut(IMAGE, HALF, OK, "ETag: \"a\"")
        .then(bytes(3, HALF), "206 Partial Content", "Content-Length: 150000", range)
        .then(OTHER, OK, "Content-Length: 300000");
    assertArrayEquals(OTHER, fetched());
    assertFalse(request(2).contains("Range"), request(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ETag: W/\"a\"", "X-Nothing: here"})
  void withoutAStrongTagACutConnectionBeginsAnew(String header) throws Exception {
    web.cut(IMAGE, HALF, OK, header).then(OTHER, OK, "Content-Length: 300000");
    assertArrayEquals(OTHER, fetched());
  }

  @Test
  void theNextProcessGoesOnFromWhatCame() throws Exception {
    web.cut(IMAGE, HALF, OK, "ETag: \"a\"").then("404 Not Found");
    assertEquals("http-404", failure(remote()).code().replaceFirst(".*[/.]", ""));
    web.then(
        Arrays.copyOfRange(IMAGE, HALF, IMAGE.length),
        "206 Partial Content",
        "Content-Range: bytes 150000-299999/300000");
    assertArrayEquals(IMAGE, fetched());
  }

  @Test
  @Tag("I3")
  void bytesBeyondTheLengthAreNotTaken() throws Exception {
    web.then(bytes(1, 300_000), OK, "Content-Length: 200000", "ETag: \"a\"");
    assertArrayEquals(Arrays.copyOf(IMAGE, 200_000), fetched());
  }

  @Test
  @Tag("I3")
  void aStreamThatEndsTooEarlyIsNotWhole() throws Exception {
    byte[] cut = "5\r\nhello\r\n8\r\nwor".getBytes(StandardCharsets.US_ASCII);
    byte[] whole = "5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    web.then(cut, OK, "Transfer-Encoding: chunked").then(whole, OK, "Transfer-Encoding: chunked");
    assertArrayEquals("hello".getBytes(StandardCharsets.US_ASCII), fetched());
  }

  @Test
  @Tag("I1")
  void aServerThatIsBusyIsAskedAgain() throws Exception {
    web.then("503 Busy", "Retry-After: 1")
        .then("500 Oops")
        .then(IMAGE, OK, "Content-Length: 300000");
    assertArrayEquals(IMAGE, fetched());
    assertTrue(notes.getFirst().contains("503"), notes::toString);
  }

  @ParameterizedTest
  @Tag("I1")
  @CsvSource({"401,--bearer", "403,--bearer", "404,Check the URL", "410,Check the URL", "400,curl"})
  void whatWillNotPassIsNotAskedAgain(int status, String hint) {
    web.then(status + " No");
    JerboaException error =
        failure(remote().withHeader("Authorization", new Secret("Bearer TOPSECRET")));
    assertEquals(ErrorClass.FETCH, error.errorClass());
    assertTrue(error.getMessage().contains("answers " + status), error::getMessage);
    assertTrue(error.hint().contains(hint), error::hint);
    assertEquals(1, web.requests().size());
  }

  @Test
  @Tag("I1")
  void theDeadlineEndsTheAttempts() throws IOException {
    web.close();
    JerboaException error = failure(remote());
    assertEquals(ErrorClass.FETCH, error.errorClass());
    assertTrue(error.getMessage().contains("does not answer"), error::getMessage);
  }

  @Test
  @Tag("I4")
  void headersStayOnTheServerTheyAreFor() throws Exception {
    String elsewhere = web.url("/there").replace("127.0.0.1", "localhost");
    web.then("302 Found", "Location: /here")
        .then("307 Temporary Redirect", "Location: " + elsewhere)
        .then(IMAGE, OK, "Content-Length: 300000");
    RemoteFile file = remote().withHeader("Authorization", new Secret("Bearer TOPSECRET"));
    assertArrayEquals(IMAGE, Files.readAllBytes(fetch(file, Duration.ofSeconds(30))));
    assertTrue(request(0).contains("Authorization: Bearer TOPSECRET"), request(0));
    assertTrue(request(1).contains("Authorization: Bearer TOPSECRET"), request(1));
    assertFalse(request(2).contains("TOPSECRET"), request(2));
  }

  @ParameterizedTest
  @Tag("I4")
  @ValueSource(
      strings = {"file:///etc/passwd", "http://169.254.169.254/x", "ftp://h/x", "http://["})
  void noRedirectLeadsOutOfTheWeb(String place) {
    web.then("302 Found", "Location: " + place);
    assertEquals(ErrorClass.TRUST, failure(remote()).errorClass());
  }

  @Test
  @Tag("I4")
  void aLoopOfRedirectsEnds() {
    for (int i = 0; i < 9; i++) {
      web.then("302 Found", "Location: /nightly/os.img");
    }
    assertEquals(ErrorClass.TRUST, failure(remote()).errorClass());
    assertEquals(6, web.requests().size());
  }

  @Test
  @Tag("I4")
  void encryptionIsNotGivenUp() {
    Origin origin = new Origin(RemoteFile.of("https://host/a"));
    JerboaException error =
        assertThrows(
            JerboaException.class,
            () -> origin.follow(RemoteFile.of("https://host/a").url(), "http://host/a"));
    assertEquals(ErrorClass.TRUST, error.errorClass());
  }
}
