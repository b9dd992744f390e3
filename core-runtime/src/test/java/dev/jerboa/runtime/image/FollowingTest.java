package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What those who read an image while it is decoded may rely on. */
class FollowingTest {
  private static final int UNIT = Samples.UNIT;

  @TempDir Path folder;
  private final Feed feed = new Feed();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.close();
  }

  private static Deadline soon() {
    return Deadline.seconds(60);
  }

  private PreparedImage decoding() {
    Path images = folder.resolve("cache");
    CacheRoom room = new CacheRoom(new CacheLimit(Long.MAX_VALUE), Map.of(images, ImageCache::use));
    ImageCache cache = new ImageCache(images, room);
    return new ImageView(
        Preparation.start(
            "fed by hand",
            OptionalLong.empty(),
            Optional.empty(),
            progress -> decode(cache, progress)));
  }

  private FinishedImage decode(ImageCache cache, Progress progress) throws InterruptedException {
    try {
      Files.createDirectories(folder.resolve("cache"));
      return cache.add("0".repeat(64), target -> decode(target, progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FinishedImage decode(SparseFile target, Progress progress) throws IOException {
    FileBytes bytes = target.reader();
    progress.follow(bytes);
    SegmentDigester digester = new SegmentDigester(Samples.SEGMENTING);
    return FinishedImage.of(digester.drain(feed, target::write, progress), bytes);
  }

  private static byte[] unit(int value) {
    byte[] unit = new byte[UNIT];
    Arrays.fill(unit, (byte) value);
    return unit;
  }

  private static byte[] read(PreparedImage image, long offset, int length)
      throws IOException, InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && image.read(offset + bytes.position(), bytes) > 0) {
      // a read may return less than was asked for
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static Throwable failure(Future<?> future) {
    return assertThrows(ExecutionException.class, future::get).getCause();
  }

  @Test
  void dataIsReadBeforeTheEnd() throws Exception {
    try (PreparedImage image = decoding()) {
      Future<byte[]> third = threads.submit(() -> read(image, 2L * UNIT, UNIT));
      Future<List<Segment>> data = threads.submit(() -> image.awaitData(0, soon()));
      feed.give(unit(1));
      feed.give(unit(2));
      assertArrayEquals(unit(2), read(image, UNIT, UNIT));
      assertFalse(third.isDone());
      assertFalse(data.isDone()); // this segment may still grow
      feed.give(unit(0));
      assertArrayEquals(unit(0), third.get()); // a hole at the end of the growing file
      List<Segment> first = data.get();
      assertEquals(1, first.size());
      assertEquals(2 * UNIT, first.getFirst().length());
      assertArrayEquals(unit(1), read(image, 0, UNIT));
      Future<List<Segment>> second = threads.submit(() -> image.awaitData(1, soon()));
      Future<List<Segment>> none = threads.submit(() -> image.awaitData(2, soon()));
      feed.give(unit(3));
      feed.end();
      assertEquals(3L * UNIT, second.get().getFirst().offset());
      assertEquals(List.of(), none.get());
      List<Segment> all = image.segments();
      assertEquals(List.of(all.get(0), all.get(2)), image.awaitData(0, soon()));
      assertArrayEquals(new byte[0], read(image, 4L * UNIT, 1));
    }
  }

  @Test
  void aFailureReachesAllWhoWait() throws Exception {
    try (PreparedImage image = decoding()) {
      Future<byte[]> read = threads.submit(() -> read(image, UNIT, UNIT));
      Future<List<Segment>> data = threads.submit(() -> image.awaitData(0, soon()));
      feed.give(unit(1));
      assertArrayEquals(unit(1), read(image, 0, UNIT));
      JerboaException damaged = ImageErrors.image("corrupt", "damaged");
      feed.fail(damaged);
      assertEquals(damaged, failure(read));
      assertEquals(damaged, failure(data));
      assertThrows(JerboaException.class, () -> image.awaitData(0, soon()));
      assertThrows(JerboaException.class, () -> read(image, 0, UNIT));
    }
    try (Stream<Path> entries = Files.list(folder.resolve("cache"))) {
      assertEquals(List.of(), entries.toList());
    }
  }

  @Test
  void closingWakesAllWhoWait() throws Exception {
    PreparedImage image = decoding();
    Future<byte[]> read = threads.submit(() -> read(image, UNIT, UNIT));
    Future<List<Segment>> data = threads.submit(() -> image.awaitData(0, soon()));
    feed.give(unit(1));
    assertArrayEquals(unit(1), read(image, 0, UNIT));
    Future<?> closing = threads.submit(image::close);
    assertInstanceOf(CancelledException.class, failure(read));
    assertInstanceOf(CancelledException.class, failure(data));
    feed.end();
    closing.get();
  }

  @Test
  void aDeadlineEndsTheWaiting() throws Exception {
    try (PreparedImage image = decoding()) {
      feed.give(unit(1));
      Deadline brief = Deadline.after(Duration.ofMillis(20));
      assertEquals(List.of(), image.awaitData(0, brief));
      assertEquals("image.slow", Samples.code(() -> image.awaitComplete(brief)));
      feed.end();
      assertEquals(1, image.awaitData(0, soon()).size());
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPARSE")
  void everyFormatCanBeFollowedDecodedAndCached(ImageFormat format) throws Exception {
    byte[] bytes = Samples.image(900_001, 51);
    Path file = Samples.write(folder, "a." + format.id(), Samples.compress(format, bytes));
    for (int round = 0; round < 2; round++) {
      ImageStore store = Samples.store(folder.resolve("cache"));
      try (PreparedImage image = Samples.prepare(store, file)) {
        assertFollowed(bytes, image);
      }
    }
  }

  private static List<Segment> assertFollowed(byte[] bytes, PreparedImage image)
      throws IOException, InterruptedException {
    List<Segment> data = new ArrayList<>();
    List<Segment> next = image.awaitData(0, soon());
    while (!next.isEmpty()) {
      for (Segment segment : next) {
        byte[] expected = Arrays.copyOfRange(bytes, (int) segment.offset(), (int) segment.end());
        assertArrayEquals(expected, read(image, segment.offset(), (int) segment.length()));
      }
      data.addAll(next);
      next = image.awaitData(data.size(), soon());
    }
    assertEquals(
        image.segments().stream().filter(s -> s.kind() == Segment.Kind.DATA).toList(), data);
    assertTrue(data.size() > 2);
    return data;
  }

  @Test
  void aFollowerOfABrokenCacheEntryGetsTheRightBytes() throws Exception {
    byte[] bytes = Samples.image(900_001, 52);
    Path file = Samples.write(folder, "a.xz", Samples.compress(ImageFormat.XZ, bytes));
    ImageStore store = Samples.store(folder.resolve("cache"));
    List<Segment> data;
    try (PreparedImage image = Samples.prepare(store, file)) {
      data = assertFollowed(bytes, image);
    }
    overwrite(data.getLast().offset(), bytes[(int) data.getLast().offset()] + 1);
    try (PreparedImage image = Samples.prepare(store, file)) {
      assertEquals(data, assertFollowed(bytes, image));
    }
  }

  @Test
  void aCacheEntryWithAnotherImageFailsWhoFollowsIt() throws Exception {
    byte[] bytes = Samples.image(900_001, 53);
    Path file = Samples.write(folder, "a.xz", Samples.compress(ImageFormat.XZ, bytes));
    ImageStore store = Samples.store(folder.resolve("cache"));
    List<Segment> data;
    try (PreparedImage image = Samples.prepare(store, file)) {
      data = assertFollowed(bytes, image);
    }
    Path segments = entry().resolve("segments");
    SegmentTable table = SegmentTable.parse(Files.readString(segments)).orElseThrow();
    Segment first = data.getFirst();
    byte[] other = Arrays.copyOfRange(bytes, (int) first.offset(), (int) first.end());
    other[0]++;
    overwrite(first.offset(), other[0]);
    overwrite(data.getLast().offset(), bytes[(int) data.getLast().offset()] + 1);
    String text =
        table.toText().replace(first.digest().sha256(), Samples.sha256(other, 0, other.length));
    String lines = text.substring(0, text.lastIndexOf("end "));
    Files.writeString(segments, lines + "end " + Sha256.of(lines) + "\n");
    try (PreparedImage image = Samples.prepare(store, file)) {
      assertEquals("image.cache-differs", Samples.code(image::segments));
    }
    try (PreparedImage image = Samples.prepare(store, file)) {
      assertFollowed(bytes, image);
    }
  }

  private Path entry() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("cache/images"))) {
      return entries.toList().getFirst();
    }
  }

  private void overwrite(long position, int value) throws IOException {
    Path raw = entry().resolve("image.raw");
    try (RandomAccessFile image = new RandomAccessFile(raw.toFile(), "rw")) {
      image.seek(position);
      image.write(value);
    }
  }
}
