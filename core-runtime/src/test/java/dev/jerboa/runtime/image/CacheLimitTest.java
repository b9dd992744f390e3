package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheLimitTest {
  private static final int SIZE = 100_000;

  @TempDir private Path folder;

  private ImageStore store(long images) {
    return Samples.store(folder.resolve("cache"), new CacheLimit(images * SIZE), Duration.ZERO);
  }

  private static byte[] bytes(String name) {
    byte[] bytes = new byte[SIZE];
    new Random(name.hashCode()).nextBytes(bytes);
    return bytes;
  }

  private Path file(String name) {
    return Samples.write(folder, name, Samples.compress(ImageFormat.GZIP, bytes(name)));
  }

  private void decode(String name) throws Exception {
    assertArrayEquals(bytes(name), Samples.decode(store(2), file(name)));
    // the clock of a file system may be too coarse to tell one use from the next
    try (Stream<Path> entries = Files.list(folder.resolve("cache/images"))) {
      for (Path entry : entries.toList()) {
        Path used = entry.resolve("segments");
        FileTime before =
            FileTime.from(Files.getLastModifiedTime(used).toInstant().minusSeconds(9));
        Path _ = Files.setLastModifiedTime(used, before);
      }
    }
  }

  private Set<String> cached() throws IOException {
    return names(folder.resolve("cache/images"));
  }

  private static Set<String> names(Path cache) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static String digest(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return Samples.sha256(content, 0, content.length);
  }

  @Test
  void whatWasUsedLongestAgoGivesWay() throws Exception {
    decode("a");
    decode("b");
    decode("a");
    decode("c");
    assertEquals(Set.of(digest(file("a")), digest(file("c"))), cached());
  }

  @Test
  void theImageOfNowIsKeptHoweverLargeItIs() throws Exception {
    assertArrayEquals(bytes("a"), Samples.decode(store(0), file("a")));
    assertEquals(Set.of(digest(file("a"))), cached());
  }

  @Test
  void anImageThatIsReadStaysReadable() throws Exception {
    try (PreparedImage image = Samples.prepare(store(1), file("a"))) {
      assertArrayEquals(bytes("b"), Samples.decode(store(1), file("b")));
      assertEquals(Set.of(digest(file("b"))), cached());
      ByteBuffer all = ByteBuffer.allocate(SIZE);
      while (all.hasRemaining()) {
        int _ = image.content().read(all.position(), all);
      }
      assertArrayEquals(bytes("a"), all.array());
    }
  }

  /** Makes entries, of which another process removes one at the worst moment. */
  private void enforceWhileAnotherProcessPrunes(CacheRoom.Uses uses) throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    for (String digit : List.of("a", "b", "c")) {
      Files.writeString(Files.createDirectory(cache.resolve(digit.repeat(64))).resolve("f"), "x");
    }
    new CacheRoom(new CacheLimit(0), Map.of(cache, uses)).enforce(cache.resolve("c".repeat(64)));
    assertEquals(Set.of("c".repeat(64)), names(cache));
  }

  @Test
  void whatIsGoneWhenItIsMeasuredIsNoError() throws Exception {
    enforceWhileAnotherProcessPrunes(
        entry -> {
          PartFolder.remove(entry.resolveSibling("b".repeat(64)));
          return Optional.of(new CacheRoom.Use(Files.size(entry.resolve("f")), 0));
        });
  }

  @Test
  void whatIsGoneWhenItIsRemovedIsNoError() throws Exception {
    enforceWhileAnotherProcessPrunes(
        entry -> {
          if (!entry.endsWith("c".repeat(64))) {
            PartFolder.remove(entry);
          }
          return Optional.of(new CacheRoom.Use(1, 0));
        });
  }

  @Test
  void aFileInPlaceOfAnEntryIsRemoved() throws Exception {
    Path images = Files.createDirectories(folder.resolve("cache/images"));
    String ours = digest(file("a"));
    Files.writeString(images.resolve(ours), "no folder");
    Files.writeString(images.resolve("0".repeat(64)), "no folder");
    decode("a");
    assertEquals(Set.of(ours), cached());
  }

  @Test
  void storesThatPruneOneCacheAtOnceDoNotDisturbEachOther() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<byte[]>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String name = "n" + i;
        all.add(threads.submit(() -> Samples.decode(store(0), file(name))));
      }
      for (int i = 0; i < all.size(); i++) {
        assertArrayEquals(bytes("n" + i), all.get(i).get());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 68719476736", "500M, 524288000", "2G, 2147483648", "1T, 1099511627776"})
  void theEnvironmentSetsTheLimit(String text, long bytes) {
    assertEquals(bytes, CacheLimit.of(Map.of("JERBOA_CACHE_SIZE", text)).bytes());
  }

  @Test
  void aLimitThatIsNoSizeIsRefused() {
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> CacheLimit.of(Map.of("JERBOA_CACHE_SIZE", "much")));
    assertEquals("config.cache-size", error.code());
  }
}
