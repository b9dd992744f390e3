package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.flash.PreparedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Alone, since it looks for threads that others of its kind have, too. */
@Isolated
class ParallelXzTest {
  private static final int BLOCK = 50_000;
  private static final byte[] IMAGE = Samples.image(1_234_567, 71);

  @TempDir Path folder;

  private static byte[] blocks(byte[] image) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(LZMA2Options.DICT_SIZE_MIN);
    try (XZOutputStream out = new XZOutputStream(packed, options)) {
      for (int at = 0; at < image.length; at += BLOCK) {
        out.write(image, at, Math.min(BLOCK, image.length - at));
        out.endBlock();
      }
    }
    return packed.toByteArray();
  }

  private Path file(byte[]... parts) {
    return Samples.write(folder, "a.xz", parts);
  }

  private byte[] decode(Path file) throws InterruptedException {
    return Samples.decode(Samples.store(folder.resolve("cache")), file);
  }

  @Test
  void blocksAndStreamsComeInOrder() throws Exception {
    byte[] second = Samples.image(300_001, 72);
    Path file =
        file(blocks(IMAGE), new byte[8], Samples.compress(ImageFormat.XZ, second), new byte[4]);
    byte[] both = Arrays.copyOf(IMAGE, IMAGE.length + second.length);
    System.arraycopy(second, 0, both, IMAGE.length, second.length);
    assertArrayEquals(both, decode(file));
    try (InputStream in = ParallelXz.open(SourceFile.of(file), new Progress()).orElseThrow()) {
      assertArrayEquals(both, in.readAllBytes());
      assertEquals(-1, in.read());
    }
  }

  @Test
  void aDictionaryTooLargeForEachThreadIsDecodedAlone() throws Exception {
    byte[] packed = blocks(IMAGE);
    Samples.setXzDictionary(packed, 30); // 128 MiB
    assertArrayEquals(IMAGE, decode(file(packed)));
  }

  @Test
  void itCanBeFollowed() throws Exception {
    try (PreparedImage image =
        Samples.prepare(Samples.store(folder.resolve("cache")), file(blocks(IMAGE)))) {
      long offset = image.awaitData(0, Deadline.seconds(60)).getFirst().offset();
      ByteBuffer bytes = ByteBuffer.allocate(100);
      assertEquals(100, image.read(offset, bytes));
      byte[] expected = Arrays.copyOfRange(IMAGE, (int) offset, (int) offset + 100);
      assertArrayEquals(expected, bytes.array());
    }
  }

  @Test
  void aFlippedBitAnywhereIsFoundOrHarmless() throws Exception {
    byte[] packed = blocks(Arrays.copyOf(IMAGE, 6 * BLOCK));
    Random random = new Random(73);
    int found = 0;
    for (int round = 0; round < 200; round++) {
      byte[] damaged = packed.clone();
      int at = random.nextInt(packed.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      byte[][] got = new byte[1][];
      String code = Samples.code(() -> got[0] = decode(file(damaged)));
      if (code.isEmpty()) {
        assertArrayEquals(Arrays.copyOf(IMAGE, 6 * BLOCK), got[0], "byte " + at);
      } else {
        assertTrue(code.startsWith("image."), code);
        found++;
      }
    }
    assertTrue(found > 190, "only " + found + " of 200 found");
  }

  @Test
  void damageInOneBlockIsCorruptAndEndsTheThreads() throws Exception {
    byte[] packed = blocks(IMAGE);
    packed[packed.length / 2] ^= 0x55;
    assertEquals("image.corrupt", Samples.code(() -> decode(file(packed))));
    assertDecodersEnd();
  }

  /** A thread that has done its work for a pool is there a moment longer. */
  private static void assertDecodersEnd() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("decoder-")) {
        assertTrue(thread.join(Duration.ofSeconds(5)), thread::toString);
      }
    }
  }

  @Test
  void whenNobodyWantsItTheThreadsEnd() throws Exception {
    Progress progress = new Progress();
    try (InputStream in =
        ParallelXz.open(SourceFile.of(file(blocks(IMAGE))), progress).orElseThrow()) {
      assertEquals(BLOCK, in.readNBytes(BLOCK).length);
      progress.cancel();
      assertThrows(CancelledException.class, in::readAllBytes);
    }
    assertDecodersEnd();
  }

  @ParameterizedTest
  @CsvSource({
    // largest block, blocks, processors, threads
    "1000, 1, 8, 1",
    "1000, 5, 8, 5",
    "1000, 100, 8, 8",
    "1000, 100, 1, 1",
    "67108865, 100, 8, 1",
    "0, 3, 2, 2"
  })
  void thereAreAsManyThreadsAsAreUseful(long largest, int blocks, int processors, int threads) {
    assertEquals(threads, ParallelXz.width(largest, blocks, processors));
  }

  @Test
  void largeBlocksLimitTheThreads() {
    assertTrue(ParallelXz.width(64L << 20, 100, 100) <= 3);
  }
}
