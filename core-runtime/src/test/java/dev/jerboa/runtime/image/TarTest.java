package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Images in tar archives, such as the layers of OCI images are. */
class TarTest {
  private static final byte[] IMAGE = Samples.image(300_000, 17);

  @TempDir Path folder;

  /** Makes an archive; a name with a slash at its end is a folder, one with an arrow a link. */
  private static byte[] tar(byte[] content, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : names) {
        boolean file = !name.endsWith("/") && !name.contains("->") && !name.endsWith(".empty");
        TarArchiveEntry entry =
            name.contains("->")
                ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(name);
        entry.setSize(file ? content.length : 0);
        tar.putArchiveEntry(entry);
        if (file) {
          tar.write(content);
        }
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private ImageStore store() {
    return Samples.store(folder.resolve("cache"));
  }

  private byte[] decode(byte[] file) throws InterruptedException {
    return Samples.decode(store(), Samples.write(folder, "layer", file));
  }

  private void damageCache() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      for (Path file : files.filter(path -> path.endsWith("image.raw")).toList()) {
        Files.write(file, new byte[IMAGE.length]);
      }
    }
  }

  private String code(byte[] file) throws InterruptedException {
    Path path = Samples.write(folder, "layer", file);
    return Samples.code(() -> Samples.prepare(store(), path).close());
  }

  @Test
  void theOnlyFileIsTheImage() throws Exception {
    assertArrayEquals(IMAGE, decode(tar(IMAGE, "disk.img")));
    String deep = "disk/" + "x".repeat(150) + "/disk.img";
    assertArrayEquals(IMAGE, decode(tar(IMAGE, "disk/", "disk/.empty", deep, "disk/a->b")));
    Path file = Samples.write(folder, "disk.tar", tar(IMAGE, "disk.img"));
    try (PreparedImage image = Samples.prepare(store(), file)) {
      assertEquals(IMAGE.length, image.announcedSize().orElseThrow());
      assertTrue(image.description().startsWith("tar, "), image.description());
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void anArchiveMayBeInsideOfAnyFormat(ImageFormat format) throws Exception {
    byte[] layer = Samples.compress(format, tar(IMAGE, "disk/", "disk/disk.img"));
    assertArrayEquals(IMAGE, decode(layer));
    damageCache();
    assertArrayEquals(IMAGE, decode(layer));
    Path again = Samples.write(folder, "again", layer);
    assertArrayEquals(IMAGE, Samples.decode(store(), again), "from the cache");
  }

  @Test
  void anAndroidSparseImageMayBeInside() throws Exception {
    byte[] sparse = new SparseImage().raw(Arrays.copyOf(IMAGE, 4096 * 4)).bytes();
    byte[] expected = Arrays.copyOf(IMAGE, 4096 * 4);
    assertArrayEquals(expected, decode(tar(sparse, "system.img")));
    byte[] layer = Samples.compress(ImageFormat.GZIP, tar(sparse, "system.img"));
    assertArrayEquals(expected, decode(layer));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"RAW", "SPARSE", "TAR"})
  void severalFilesAreRefusedBeforeTheBoardIsTouched(ImageFormat format) throws Exception {
    byte[] two = tar(IMAGE, "boot.img", "ro\not.img");
    assertEquals("image.tar-files", code(Samples.compress(format, two)));
    assertEquals("image.tar-files", code(Samples.compress(format, tar(IMAGE, "etc/", "a->b"))));
  }

  @Test
  void severalFilesOfAPlainArchiveAreListed() throws Exception {
    byte[] two = tar(IMAGE, "boot.img", "ro\not.img");
    JerboaException e = assertThrows(JerboaException.class, () -> decode(two));
    assertEquals("image.tar-files", e.code());
    assertTrue(e.getMessage().endsWith("several files, not one image: boot.img, ro ot.img"));
    assertEquals("image.tar-files", code(tar(IMAGE, "etc/")));
  }

  @Test
  void aPlainArchiveThatIsCutShortOrDamagedIsRefused() throws Exception {
    byte[] whole = tar(IMAGE, "disk.img");
    for (int length : new int[] {513, 200_000, 512 + IMAGE.length, 512 + IMAGE.length + 1000}) {
      String code = code(Arrays.copyOf(whole, length));
      assertTrue(code.equals("image.truncated") || code.equals("image.corrupt"), code + length);
    }
    byte[] damaged = tar(IMAGE, "disk/", "disk/disk.img");
    damaged[512 + 124] = 'x'; // the size in the second header
    assertEquals("image.corrupt", code(damaged));
    byte[] longer = Arrays.copyOf(whole, whole.length + 20_000);
    longer[whole.length + 15_000] = 1;
    assertEquals("image.trailing-garbage", code(longer));
    assertEquals("image.corrupt", code(Samples.compress(ImageFormat.ZSTD, longer)));
  }

  @Test
  void anArchiveWithinAnArchiveIsRefused() throws Exception {
    assertEquals("image.unsupported-format", code(tar(tar(IMAGE, "disk.img"), "layer.tar")));
  }
}
