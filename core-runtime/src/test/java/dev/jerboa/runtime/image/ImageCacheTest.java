package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.flash.PreparedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {
  private static final byte[] IMAGE = Samples.image(700_000, 21);

  @TempDir Path folder;
  private Path file;
  private Path images;

  @BeforeEach
  void writeFile() {
    file = Samples.write(folder, "a.gz", Samples.compress(ImageFormat.GZIP, IMAGE));
    images = folder.resolve("cache/images");
  }

  private ImageStore store() {
    return Samples.store(folder.resolve("cache"));
  }

  private byte[] decode() throws InterruptedException {
    return Samples.decode(store(), file);
  }

  private Path entry() throws IOException {
    try (Stream<Path> entries = Files.list(images)) {
      List<Path> all = entries.toList();
      assertEquals(1, all.size(), all.toString());
      return all.getFirst();
    }
  }

  private FileState state() throws IOException {
    return FileState.of(entry().resolve("image.raw"));
  }

  private void flip(Path path, long at) throws IOException {
    try (RandomAccessFile raw = new RandomAccessFile(path.toFile(), "rw")) {
      raw.seek(at);
      int value = raw.read();
      raw.seek(at);
      raw.write(value ^ 1);
    }
  }

  @Test
  void anImageIsDecodedOnce() throws Exception {
    decode();
    FileState first = state();
    assertArrayEquals(IMAGE, decode());
    assertTrue(first.sameContentAs(state()));
    try (PreparedImage image = Samples.prepare(store(), file)) {
      assertEquals(IMAGE.length, image.announcedSize().getAsLong());
      assertEquals(Samples.sha256(IMAGE, 0, IMAGE.length), image.sha256());
    }
  }

  @Test
  void anEntryHoldsImageAndSegmentsAndNothingElse() throws Exception {
    decode();
    try (Stream<Path> files = Files.list(entry())) {
      assertEquals(
          List.of("image.raw", "segments"),
          files.map(path -> path.getFileName().toString()).sorted().toList());
    }
    assertArrayEquals(IMAGE, Files.readAllBytes(entry().resolve("image.raw")));
  }

  @Tag("B12")
  @Test
  void aFlippedBitInTheImageIsRepaired() throws Exception {
    decode();
    flip(entry().resolve("image.raw"), 333_333);
    assertArrayEquals(IMAGE, decode());
    assertArrayEquals(IMAGE, Files.readAllBytes(entry().resolve("image.raw")));
  }

  @Tag("B12")
  @Test
  void anIncompleteEntryIsMadeAnew() throws Exception {
    decode();
    Path segments = entry().resolve("segments");
    String text = Files.readString(segments);
    List<String> broken =
        List.of("", text.substring(0, text.length() / 2), text.substring(0, text.length() - 1));
    for (String bad : broken) {
      Files.writeString(segments, bad);
      assertArrayEquals(IMAGE, decode());
      assertEquals(text, Files.readString(segments));
    }
    flip(segments, 40);
    assertArrayEquals(IMAGE, decode());
    Files.delete(entry().resolve("image.raw"));
    assertArrayEquals(IMAGE, decode());
    try (FileChannel raw =
        FileChannel.open(entry().resolve("image.raw"), StandardOpenOption.WRITE)) {
      raw.truncate(1000);
    }
    assertArrayEquals(IMAGE, decode());
    assertEquals(text, Files.readString(segments));
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws Exception {
    Path left = Files.createDirectories(images.resolve(".part-of-a-dead-process"));
    Files.writeString(left.resolve("image.raw"), "half");
    Files.writeString(left.resolve("lock"), "");
    Files.createDirectories(images.resolve(".part-made-but-never-locked"));
    decode();
    entry();
  }

  @Test
  void whatALivingProcessBuildsIsLeftAlone() throws Exception {
    Path part = Files.createDirectories(images.resolve(".part-of-another-process"));
    Process holder = Samples.lockHolder(part.resolve("lock"));
    try {
      decode();
      assertTrue(Files.exists(part));
    } finally {
      holder.destroy();
      holder.waitFor();
    }
    decode();
    assertFalse(Files.exists(part));
  }

  @Test
  void manyStoresDecodeTheSameImageAtOnce() throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<byte[]>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Callable<byte[]> task =
            () -> {
              start.await();
              return decode();
            };
        results.add(threads.submit(task));
      }
      start.countDown();
      for (Future<byte[]> result : results) {
        assertArrayEquals(IMAGE, get(result));
      }
    }
    entry();
  }

  private static byte[] get(Future<byte[]> result) throws ExecutionException, InterruptedException {
    return result.get();
  }

  @Test
  void aFailedDecodeLeavesNothing() throws Exception {
    byte[] packed = Samples.compress(ImageFormat.XZ, IMAGE);
    packed[packed.length / 2] ^= 1;
    Path bad = Samples.write(folder, "bad.xz", packed);
    assertEquals("image.corrupt", Samples.code(() -> Samples.decode(store(), bad)));
    try (Stream<Path> entries = Files.list(images)) {
      assertEquals(List.of(), entries.toList());
    }
  }

  @Test
  void closingEndsTheDecodingAndLeavesNothing() throws Exception {
    byte[] large = new byte[64 << 20];
    Path bomb = Samples.write(folder, "b.bz2", Samples.compress(ImageFormat.BZIP2, large));
    PreparedImage image = Samples.prepare(store(), bomb);
    image.close();
    assertThrows(CancelledException.class, image::segments);
    image.close();
    try (Stream<Path> entries = Files.list(images)) {
      assertEquals(List.of(), entries.toList());
    }
    assertTrue(image.decoded() < large.length);
  }

  @Test
  void aWaitingCallerCanBeInterrupted() throws Exception {
    byte[] large = new byte[64 << 20];
    Path slow = Samples.write(folder, "b.bz2", Samples.compress(ImageFormat.BZIP2, large));
    try (PreparedImage image = Samples.prepare(store(), slow)) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, image::segments);
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, image::content);
    }
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> Samples.prepare(store(), file).close());
  }

  @Test
  void aRememberedDigestThatIsWrongIsNoticedAndForgotten() throws Exception {
    file = Samples.write(folder, "a.zst", Samples.compress(ImageFormat.ZSTD, IMAGE));
    decode();
    PartFolder.remove(entry());
    try (Stream<Path> sources = Files.list(folder.resolve("cache/sources"))) {
      Files.writeString(sources.toList().getFirst(), "0".repeat(64) + "\n");
    }
    assertEquals("image.changed", Samples.code(this::decode));
    assertArrayEquals(IMAGE, decode());
  }

  @Test
  void aFileThatWasJustChangedIsNotRemembered() throws Exception {
    ImageStore store =
        Samples.store(
            folder.resolve("cache"), new CacheLimit(Long.MAX_VALUE), java.time.Duration.ofHours(1));
    Samples.decode(store, file);
    assertFalse(Files.exists(folder.resolve("cache/sources")));
  }

  @Test
  void zerosTakeNoSpace() throws Exception {
    byte[] zeros = new byte[16 << 20];
    zeros[5_000_000] = 1;
    file = Samples.write(folder, "z.zst", Samples.compress(ImageFormat.ZSTD, zeros));
    assertArrayEquals(zeros, decode());
    Path raw = entry().resolve("image.raw");
    Process du = new ProcessBuilder("du", "-k", raw.toString()).start();
    long kilobytes = firstNumber(du.inputReader().readLine());
    assertEquals(0, du.waitFor());
    assertTrue(kilobytes <= 128, kilobytes + " kB");
  }

  private static long firstNumber(String line) {
    return Long.parseLong(line.substring(0, line.indexOf('\t')));
  }
}
