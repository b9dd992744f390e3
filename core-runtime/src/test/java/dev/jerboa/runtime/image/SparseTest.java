package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Tag("I12")
class SparseTest {
  private static final int BLOCK = SparseImage.BLOCK;
  private static final int UNIT_BLOCKS = Samples.UNIT / BLOCK;
  private static final byte[] DATA = data();

  @TempDir Path folder;

  private static byte[] data() {
    byte[] data = new byte[Samples.UNIT];
    new Random(81).nextBytes(data);
    return data;
  }

  /** A unit of data, one of a pattern, two that nobody cares for, one of zeros. */
  private static SparseImage sample() {
    return new SparseImage()
        .raw(DATA)
        .fill(UNIT_BLOCKS, (byte) 1, (byte) 2, (byte) 3, (byte) 4)
        .dontCare(2 * UNIT_BLOCKS)
        .fill(UNIT_BLOCKS, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
  }

  private static byte[] expected() {
    byte[] image = Arrays.copyOf(DATA, 5 * Samples.UNIT);
    for (int at = Samples.UNIT; at < 2 * Samples.UNIT; at++) {
      image[at] = (byte) (at % 4 + 1);
    }
    return image;
  }

  private static int crc(byte[]... parts) {
    CRC32 crc = new CRC32();
    for (byte[] part : parts) {
      crc.update(part);
    }
    return (int) crc.getValue();
  }

  private byte[] decode(byte[] file) throws InterruptedException {
    return Samples.decode(
        Samples.store(folder.resolve("cache")), Samples.write(folder, "a.img", file));
  }

  private String code(byte[] file) throws InterruptedException {
    return Samples.code(() -> decode(file));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SPARSE")
  void itIsDecodedPlainAndInsideOfEveryFormat(ImageFormat format) throws Exception {
    Path file = Samples.write(folder, "a", Samples.compress(format, sample().bytes()));
    try (PreparedImage image = Samples.prepare(Samples.store(folder.resolve("cache")), file)) {
      assertEquals(5L * Samples.UNIT, image.announcedSize().orElseThrow());
      assertArrayEquals(expected(), Samples.content(image));
      List<Segment.Kind> kinds = image.segments().stream().map(Segment::kind).toList();
      assertEquals("[DATA, FREE, ZERO]", kinds.toString());
      assertEquals(1, image.notes().size());
      assertTrue(image.notes().getFirst().contains("33 kB"), image.notes().toString());
    }
  }

  @Test
  void aPatternBeginsAnewAtOddReads() throws Exception {
    byte[] file = new SparseImage().fill(1, (byte) 1, (byte) 2, (byte) 3, (byte) 4).bytes();
    try (SparseDecoder in = SparseDecoder.open(new java.io.ByteArrayInputStream(file))) {
      byte[] got = in.readNBytes(7);
      assertArrayEquals(new byte[] {1, 2, 3, 4, 1, 2, 3}, got);
      assertEquals(4, in.read());
      assertEquals(1, in.read());
    }
  }

  @Test
  void checksumsAreCompared() throws Exception {
    byte[] withFree = expected();
    byte[] head = Arrays.copyOf(withFree, 2 * Samples.UNIT);
    byte[] tail = new byte[Samples.UNIT];
    int blocks = 5 * UNIT_BLOCKS;
    assertArrayEquals(withFree, decode(sample().bytes(blocks, crc(withFree))));
    assertArrayEquals(withFree, decode(sample().bytes(blocks, crc(head, tail))));
    assertEquals("image.corrupt", code(sample().bytes(blocks, crc(head))));
    assertArrayEquals(withFree, decode(sample().crc32(crc(withFree)).bytes()));
    assertEquals("image.corrupt", code(sample().crc32(1).bytes()));
    byte[] inTheMiddle =
        new SparseImage().raw(DATA).crc32(crc(DATA)).raw(DATA).crc32(crc(DATA, DATA)).bytes();
    assertEquals(2 * DATA.length, decode(inTheMiddle).length);
  }

  @Test
  void whatContradictsItselfIsRefused() throws Exception {
    int blocks = 5 * UNIT_BLOCKS;
    List<byte[]> wrong =
        List.of(
            sample().bytes(blocks + 1, 0),
            sample().bytes(blocks - 1, 0),
            sample().chunk(0xCAC5, 1, new byte[0]).bytes(),
            sample().chunk(0xCAC1, 2, new byte[BLOCK]).bytes(),
            sample().chunk(0xCAC2, 1, new byte[8]).bytes(),
            sample().chunk(0xCAC3, 1, new byte[4]).bytes(),
            sample().chunk(0xCAC4, 1, new byte[4]).bytes(),
            changed(4, (byte) 2), // version
            changed(8, (byte) 27), // length of the header
            changed(10, (byte) 11), // length of chunk headers
            changed(12, (byte) 2), // block size
            changed(15, (byte) 0x7F), // block size
            changed(27 - 4, (byte) 1)); // number of chunks
    for (byte[] file : wrong) {
      assertEquals("image.corrupt", code(file), Arrays.toString(Arrays.copyOf(file, 28)));
      byte[] packed = Samples.compress(ImageFormat.ZSTD, file);
      assertEquals("image.corrupt", code(packed), Arrays.toString(Arrays.copyOf(file, 28)));
    }
  }

  private static byte[] changed(int at, byte value) {
    byte[] file = sample().bytes();
    file[at] = value;
    return file;
  }

  @Test
  void truncationAndGarbageAreFound() throws Exception {
    byte[] file = sample().bytes();
    Random random = new Random(82);
    for (int round = 0; round < 50; round++) {
      byte[] cut = Arrays.copyOf(file, random.nextInt(4, file.length));
      assertEquals("image.truncated", code(cut));
      assertTrue(code(Samples.compress(ImageFormat.XZ, cut)).startsWith("image."));
    }
    byte[] longer = Arrays.copyOf(file, file.length + 1);
    assertEquals("image.trailing-garbage", code(longer));
    assertEquals("image.corrupt", code(Samples.compress(ImageFormat.XZ, longer)));
    assertEquals("image.corrupt", code(Samples.compress(ImageFormat.ZIP, longer)));
  }

  @Test
  void oneInsideOfAnotherIsRefused() throws Exception {
    byte[] inner = Arrays.copyOf(sample().bytes(), 10 * BLOCK);
    assertEquals("image.unsupported-format", code(new SparseImage().raw(inner).bytes()));
    assertEquals("image.empty", code(new SparseImage().bytes()));
  }

  @Test
  void aBlockOfManyGigabytesTakesNoMemory() throws Exception {
    ByteBuffer huge = ByteBuffer.wrap(new SparseImage().dontCare(1 << 20).bytes());
    Path file = Samples.write(folder, "huge", huge.array());
    try (PreparedImage image = Samples.prepare(Samples.store(folder.resolve("cache")), file)) {
      assertEquals(4L << 30, image.announcedSize().orElseThrow());
    }
  }
}
