package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ImageStoreTest {
  private static final byte[] IMAGE = Samples.image(300_000, 11);

  @TempDir Path folder;

  private ImageStore store() {
    return Samples.store(folder.resolve("cache"));
  }

  private JerboaException failure(Path file) {
    return assertThrows(JerboaException.class, () -> Samples.prepare(store(), file));
  }

  @Test
  void aMissingFileNamesItsNeighbours() {
    Samples.write(folder, "autosd-1.2.img.xz", IMAGE);
    Samples.write(folder, "unrelated", IMAGE);
    JerboaException e = failure(folder.resolve("autosd-1.3.img.xz"));
    assertEquals("image.missing", e.code());
    assertEquals(6, e.exitCode());
    assertTrue(e.hint().contains("autosd-1.2.img.xz"), e.hint());
    assertFalse(e.hint().contains("unrelated"), e.hint());
    assertEquals("image.missing", failure(folder.resolve("no/such/folder")).code());
  }

  @Test
  void foldersAndDevicesAreNoImages() {
    assertEquals("image.not-a-file", failure(folder).code());
    assertEquals("image.not-a-file", failure(Path.of("/dev/zero")).code());
  }

  @Tag("I9")
  @Test
  void anEmptyFileIsRefused() {
    assertEquals("image.empty", failure(Samples.write(folder, "x.img")).code());
  }

  @ParameterizedTest
  @CsvSource({
    "377abcaf271c, 0", "526172211a07, 0", "7573746172, 257", "514649fb, 0",
    "02214c18, 0", "1f9d90, 0", "7f10dabe, 64", "4b444d56, 0",
    "3c21444f43545950452068746d6c, 0", "76657273696f6e2068747470733a2f2f6769742d6c6673, 0"
  })
  void formatsThatAreNoDiskAreRefusedPlainAndPacked(String magic, int offset)
      throws InterruptedException {
    byte[] foreign = new byte[5000];
    byte[] start = HexFormat.of().parseHex(magic);
    System.arraycopy(start, 0, foreign, offset, start.length);
    JerboaException e = failure(Samples.write(folder, "a.img", foreign));
    assertEquals("image.unsupported-format", e.code());
    assertFalse(e.hint().isEmpty());
    byte[] packed = Samples.compress(ImageFormat.ZSTD, foreign);
    assertEquals("image.unsupported-format", failure(Samples.write(folder, "b", packed)).code());
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void compressedTwiceIsRefused(ImageFormat format) {
    byte[] twice = Samples.compress(ImageFormat.GZIP, Samples.compress(format, IMAGE));
    Path file = Samples.write(folder, "a.gz", twice);
    assertEquals("image.unsupported-format", failure(file).code());
  }

  @Tag("I7")
  @Test
  void aChecksumIsAlwaysCompared() throws InterruptedException {
    for (ImageFormat format : EnumSet.complementOf(EnumSet.of(ImageFormat.SPARSE))) {
      byte[] packed = Samples.compress(format, IMAGE);
      Path file = Samples.write(folder, "a." + format.id(), packed);
      String right = Samples.sha256(packed, 0, packed.length);
      String wrong = Samples.sha256(packed, 0, packed.length - 1);
      ImageStore store = store();
      for (int round = 0; round < 2; round++) {
        Optional<String> upper = Optional.of(right.toUpperCase(Locale.ROOT));
        try (PreparedImage image = store.prepare(file, upper)) {
          assertArrayEquals(IMAGE, Samples.content(image));
        }
        JerboaException e =
            assertThrows(
                JerboaException.class, () -> store.prepare(file, Optional.of(wrong)).close());
        assertEquals("image.checksum-mismatch", e.code());
        assertTrue(e.getMessage().contains(right) && e.getMessage().contains(wrong));
      }
    }
  }

  @Tag("I7")
  @Test
  void aMalformedChecksumIsRefused() throws InterruptedException {
    Path file = Samples.write(folder, "a.img", IMAGE);
    String digest = Samples.sha256(IMAGE, 0, IMAGE.length);
    for (String bad :
        new String[] {
          "",
          "abc",
          digest + "  a.img",
          digest + "\n" + digest,
          "x" + digest,
          digest.substring(32),
          "sha512:" + digest
        }) {
      String code = Samples.code(() -> store().prepare(file, Optional.of(bad)).close());
      assertEquals("image.checksum-malformed", code, bad);
    }
  }

  @Tag("I13")
  @Test
  void aPlainImageThatChangesIsNoticed() throws InterruptedException, IOException {
    Path file = Samples.write(folder, "a.img", IMAGE);
    try (PreparedImage image = Samples.prepare(store(), file)) {
      assertArrayEquals(IMAGE, Samples.content(image));
      var content = image.content();
      Files.writeString(file, "other");
      assertEquals("image.changed", Samples.code(image::segments));
      JerboaException e =
          assertThrows(JerboaException.class, () -> content.read(0, ByteBuffer.allocate(9)));
      assertEquals("image.changed", e.code());
    }
  }

  @Tag("M13")
  @Test
  void aPlainImageThatIsCutShortIsNoticedWhereItIsMissing()
      throws InterruptedException, IOException {
    Path file = Samples.write(folder, "a.img", IMAGE);
    try (PreparedImage image = Samples.prepare(store(), file)) {
      var content = image.content();
      try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(1000);
      }
      assertThrows(JerboaException.class, () -> content.read(2000, ByteBuffer.allocate(9)));
    }
  }

  @Test
  void directAndSmallBuffersReadTheSameBytes() throws InterruptedException, IOException {
    Path file = Samples.write(folder, "a.zst", Samples.compress(ImageFormat.ZSTD, IMAGE));
    try (PreparedImage image = Samples.prepare(store(), file)) {
      ByteBuffer direct = ByteBuffer.allocateDirect(IMAGE.length + 10);
      int count = 0;
      while (image.content().read(direct.position(), direct) > 0) {
        count++;
      }
      byte[] got = new byte[direct.flip().remaining()];
      direct.get(got);
      assertArrayEquals(IMAGE, got);
      assertTrue(count > 1);
      assertEquals(-1, image.content().read(IMAGE.length, ByteBuffer.allocate(1)));
    }
  }

  @Test
  void twoLinesOfTextAreAPlainImage() throws InterruptedException {
    byte[] text = "hello\nworld\n".getBytes(StandardCharsets.UTF_8);
    assertArrayEquals(text, Samples.decode(store(), Samples.write(folder, "note", text)));
  }

  @Test
  void contentWithoutChecksumsIsSaid() throws InterruptedException {
    byte[] packed = com.github.luben.zstd.Zstd.compress(IMAGE);
    try (PreparedImage image = Samples.prepare(store(), Samples.write(folder, "a.zst", packed))) {
      assertTrue(image.description().endsWith("without checksums of its content"));
    }
  }
}
