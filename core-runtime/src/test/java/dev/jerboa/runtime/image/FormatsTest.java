package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What is true of every format. */
class FormatsTest {
  private static final byte[] IMAGE = Samples.image(500_000, 1);

  @TempDir Path folder;

  private ImageStore store() {
    return Samples.store(folder.resolve("cache"));
  }

  private Path file(ImageFormat format, byte[]... parts) {
    return Samples.write(folder, "disk.img." + format.id(), parts);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SPARSE")
  void decodesToTheSameBytesAndDigests(ImageFormat format) throws InterruptedException {
    Path file = file(format, Samples.compress(format, IMAGE));
    try (PreparedImage image = Samples.prepare(store(), file)) {
      assertEquals(IMAGE.length, image.size());
      assertEquals(Samples.sha256(IMAGE, 0, IMAGE.length), image.sha256());
      assertArrayEquals(IMAGE, Samples.content(image));
      assertEquals(IMAGE.length, image.decoded());
      assertEquals(IMAGE.length, image.announcedSize().orElse(IMAGE.length));
      assertTrue(image.description().startsWith(format.id() + ", "), image.description());
      assertSegments(IMAGE, image);
    }
  }

  private static void assertSegments(byte[] bytes, PreparedImage image)
      throws InterruptedException {
    long end = 0;
    for (Segment segment : image.segments()) {
      assertEquals(end, segment.offset());
      end = segment.end();
      assertEquals(Samples.sha256(bytes, segment.offset(), end), segment.digest().sha256());
      boolean zero = Zeros.only(bytes, (int) segment.offset(), (int) segment.length());
      assertEquals(zero ? Segment.Kind.ZERO : Segment.Kind.DATA, segment.kind());
      assertTrue(segment.length() <= Samples.SEGMENT);
      assertTrue(segment.length() % 4096 == 0 || segment.length() < 4096);
      assertTrue(segment.offset() % Samples.UNIT == 0 || segment.length() < 4096);
    }
    assertEquals(bytes.length, end);
  }

  @Tag("I9")
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SPARSE")
  void sizesAroundSegmentsAndPagesComeOutRight(ImageFormat format) throws InterruptedException {
    int segment = Samples.SEGMENT;
    int[] sizes = {
      1,
      511,
      4095,
      4096,
      4097,
      segment - 1,
      segment,
      segment + 1,
      3 * segment - 1,
      3 * segment,
      3 * segment + 1,
      2 * segment + 4096,
      2 * segment + 5000
    };
    for (int size : sizes) {
      byte[] bytes = Samples.image(size, size);
      try (PreparedImage image =
          Samples.prepare(store(), file(format, Samples.compress(format, bytes)))) {
        assertArrayEquals(bytes, Samples.content(image));
        assertSegments(bytes, image);
      }
    }
  }

  @Tag("I9")
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SPARSE")
  void allZerosAreZeroSegments(ImageFormat format) throws InterruptedException {
    byte[] zeros = new byte[10 * Samples.SEGMENT + 777];
    try (PreparedImage image =
        Samples.prepare(store(), file(format, Samples.compress(format, zeros)))) {
      assertArrayEquals(zeros, Samples.content(image));
      assertTrue(image.segments().stream().allMatch(s -> s.kind() == Segment.Kind.ZERO));
      assertEquals(11, image.segments().size());
    }
  }

  @Tag("I9")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void nothingInsideIsEmpty(ImageFormat format) throws InterruptedException {
    Path file = file(format, Samples.compress(format, new byte[0]));
    assertEquals("image.empty", Samples.code(() -> Samples.decode(store(), file)));
  }

  @Tag("I6")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR", "ZIP"})
  void twoMembersAreOneImage(ImageFormat format) throws InterruptedException {
    byte[] second = Samples.image(70_001, 2);
    Path file = file(format, Samples.compress(format, IMAGE), Samples.compress(format, second));
    byte[] both = new byte[IMAGE.length + second.length];
    System.arraycopy(IMAGE, 0, both, 0, IMAGE.length);
    System.arraycopy(second, 0, both, IMAGE.length, second.length);
    assertArrayEquals(both, Samples.decode(store(), file));
  }

  @Tag("I8")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void theNameDoesNotMatterWhereTheMagicIsKnown(ImageFormat format) throws InterruptedException {
    byte[] packed = Samples.compress(format, IMAGE);
    for (String name : new String[] {"disk.img", "disk", "DISK.XZ", "disk.gz", "a b'\"$(x).lz4"}) {
      Path file = Samples.write(folder, name, packed);
      assertArrayEquals(IMAGE, Samples.decode(store(), file), name);
    }
  }

  @Tag("I8")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void aCompressedNameWithOtherContentIsRefused(ImageFormat format) throws InterruptedException {
    Path file = file(format, IMAGE);
    Path upper =
        Samples.write(folder, "DISK." + format.id().toUpperCase(java.util.Locale.ROOT), IMAGE);
    assertEquals("image.unknown-format", Samples.code(() -> Samples.decode(store(), file)));
    assertEquals("image.unknown-format", Samples.code(() -> Samples.decode(store(), upper)));
  }

  @Tag("I6")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void truncationIsFoundBeforeAnythingElseHappens(ImageFormat format) throws InterruptedException {
    byte[] packed = Samples.compress(format, Samples.image(150_000, 3));
    Random random = new Random(4);
    for (int round = 0; round < 130; round++) {
      int length = round < 20 ? packed.length - 1 - round : random.nextInt(1, packed.length);
      length = round >= 120 ? round - 119 : length;
      Path file = file(format, java.util.Arrays.copyOf(packed, length));
      String code = Samples.code(() -> Samples.prepare(store(), file).close());
      boolean found = code.equals("image.truncated");
      boolean short4 = length < 6 && code.equals("image.unknown-format");
      assertTrue(found || short4, "cut to %d of %d: %s".formatted(length, packed.length, code));
    }
  }

  @Tag("I6")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void bytesAfterTheEndAreRefused(ImageFormat format) throws InterruptedException {
    byte[] packed = Samples.compress(format, Samples.image(150_000, 5));
    byte[] garbage = new byte[1000];
    new Random(6).nextBytes(garbage);
    for (int length : new int[] {1, 3, 4, 7, 1000}) {
      Path file = file(format, packed, java.util.Arrays.copyOf(garbage, length));
      assertEquals(
          "image.trailing-garbage",
          Samples.code(() -> Samples.prepare(store(), file).close()),
          "bytes: " + length);
    }
  }

  @Tag("I6")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void aFlippedBitIsFoundOrHarmless(ImageFormat format) throws InterruptedException {
    byte[] original = Samples.image(20_000, 7);
    byte[] packed = Samples.compress(format, original);
    Random random = new Random(8);
    int found = 0;
    for (int round = 0; round < 500; round++) {
      byte[] damaged = packed.clone();
      int at = round < packed.length / 2 && round < 60 ? round : random.nextInt(packed.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Path file = Samples.write(folder, "disk." + format.id(), damaged);
      byte[][] got = new byte[1][];
      String code = Samples.code(() -> got[0] = Samples.decode(store(), file));
      if (code.isEmpty()) {
        assertArrayEquals(original, got[0], "byte " + at);
      } else {
        assertTrue(code.startsWith("image."), code);
        found++;
      }
    }
    assertTrue(found > 400, "only " + found + " of 500 found");
  }

  @Tag("I6")
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void damageInTheMiddleIsCorrupt(ImageFormat format) throws InterruptedException {
    byte[] packed = Samples.compress(format, IMAGE);
    packed[packed.length / 2] ^= 0x55;
    packed[packed.length / 2 + 1] ^= 0x55;
    Path file = file(format, packed);
    String code = Samples.code(() -> Samples.decode(store(), file));
    assertEquals("image.corrupt", code);
  }
}
