package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.RemoteFile;
import dev.jerboa.runtime.fetch.ScriptedWeb;
import dev.jerboa.runtime.fetch.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DownloadsTest {
  private static final byte[] IMAGE = Samples.image(300_000, 5);
  private static final byte[] OTHER = Samples.image(300_000, 6);

  @TempDir private Path folder;

  private final ScriptedWeb web = new ScriptedWeb();

  @AfterEach
  void close() throws IOException {
    web.close();
  }

  /** There is room for nothing that is not in use. */
  private CacheLimit limit = new CacheLimit(0);

  private ImageStore store() {
    return Samples.store(folder.resolve("cache"), limit, Duration.ZERO);
  }

  /** Gives the cache a disk of its own, of 500,000 bytes. */
  private void useSmallDisk() {
    limit = new CacheLimit(Long.MAX_VALUE, _ -> new CacheLimit.Space(0, 500_000 - size()));
  }

  private long size() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private void serve(byte[] file) {
    web.then(file, "200 OK", "Content-Length: " + file.length, "ETag: \"a\"");
  }

  private Download fetch(String name) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    return store()
        .fetch(
            RemoteFile.of(web.url("/" + name)),
            new Watch() {
              @Override
              public Deadline deadline() {
                return deadline;
              }

              @Override
              public void progress(long done, long total) {}

              @Override
              public void note(String text) {}
            });
  }

  private Path fetched(String name, byte[] file) throws InterruptedException {
    serve(file);
    try (Download download = fetch(name)) {
      return download.file();
    }
  }

  private PreparedImage prepared(String name, byte[] file) throws InterruptedException {
    serve(file);
    try (Download download = fetch(name)) {
      return Samples.prepare(store(), download.file());
    }
  }

  @Test
  void severalImagesOfOneFlashDoNotPushEachOtherOut() throws Exception {
    try (PreparedImage a = prepared("a.raw", IMAGE);
        PreparedImage b = prepared("b.raw", OTHER)) {
      assertArrayEquals(IMAGE, Samples.content(a));
      assertArrayEquals(OTHER, Samples.content(b));
    }
  }

  @Test
  void whatIsFetchedStaysUntilItIsPrepared() throws Exception {
    serve(IMAGE);
    try (Download a = fetch("a.raw")) {
      Path _ = fetched("b.raw", OTHER);
      assertArrayEquals(IMAGE, Files.readAllBytes(a.file()));
    }
  }

  @Test
  void whatIsNotInUseAnyMoreGivesWay() throws Exception {
    prepared("a.raw", IMAGE).close();
    Path b = fetched("b.raw", OTHER);
    try (var entries = Files.list(folder.resolve("cache/downloads"))) {
      assertEquals(b.getParent(), entries.reduce((one, two) -> Path.of("too many")).orElseThrow());
    }
  }

  @Test
  void whatAnotherProcessUsesStays() throws Exception {
    Path a = fetched("a.raw", IMAGE);
    Path lock = folder.resolve("cache/locks/%s.use".formatted(a.getParent().getFileName()));
    Process user = Samples.lockHolder(lock);
    try {
      Path _ = fetched("b.raw", OTHER);
      assertTrue(Files.exists(a));
    } finally {
      user.destroy();
      user.waitFor();
    }
    Path _ = fetched("b.raw", OTHER);
    assertFalse(Files.exists(a));
  }

  @Tag("F1")
  @Test
  void whatWasFetchedBeforeGivesWayOnAFullDisk() throws Exception {
    useSmallDisk();
    serve(IMAGE);
    Path a;
    try (Download held = fetch("a.raw")) {
      a = held.file();
      assertEquals("fetch.disk-full", Samples.code(() -> fetched("b.raw", OTHER)));
    }
    Path b = fetched("b.raw", OTHER);
    assertFalse(Files.exists(a));
    byte[] random = new byte[300_000];
    new Random(7).nextBytes(random);
    Path c = Samples.write(folder, "c.zst", Samples.compress(ImageFormat.ZSTD, random));
    assertArrayEquals(random, Samples.decode(store(), c));
    assertFalse(Files.exists(b));
  }

  /** Returns the error that the first of two flashes ends with; the second one does not. */
  private JerboaException damaged(String name, byte[] packed, int length) throws Exception {
    byte[] bad = Arrays.copyOf(packed, length);
    bad[length / 2] ^= 1;
    JerboaException error =
        assertThrows(
            JerboaException.class,
            () -> {
              try (PreparedImage image = prepared(name, bad)) {
                byte[] _ = Samples.content(image);
              }
            });
    try (PreparedImage image = prepared(name, packed)) {
      assertArrayEquals(IMAGE, Samples.content(image));
    }
    assertFalse(web.requests().getLast().contains("If-None-Match"), web.requests()::toString);
    return error;
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "XZ"})
  void aDamagedFileIsFetchedAnew(ImageFormat format) throws Exception {
    byte[] packed = Samples.compress(format, IMAGE);
    JerboaException error = damaged("a", packed, packed.length);
    assertEquals("image.corrupt", error.code());
    assertTrue(error.hint().contains("Flash again"), error::hint);
  }

  @Test
  void aFileThatIsCutShortIsFetchedAnew() throws Exception {
    byte[] packed = Samples.compress(ImageFormat.XZ, IMAGE);
    JerboaException error = damaged("a.xz", packed, packed.length - 8);
    assertEquals("image.truncated", error.code());
  }

  @Test
  void aFileInPlaceOfAnEntryIsRemoved() throws Exception {
    Path a = fetched("a.raw", IMAGE);
    PartFolder.remove(a.getParent());
    Files.writeString(a.getParent(), "no folder");
    assertArrayEquals(IMAGE, Files.readAllBytes(fetched("a.raw", IMAGE)));
  }
}
