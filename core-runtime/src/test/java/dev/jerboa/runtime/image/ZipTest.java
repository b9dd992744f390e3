package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipTest {
  private static final byte[] IMAGE = Samples.image(300_000, 91);

  @TempDir Path folder;

  private static byte[] zip(int method, String comment, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment(comment);
      for (String name : names) {
        byte[] content = name.endsWith("/") ? new byte[0] : IMAGE;
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  private byte[] decode(byte[] file) throws InterruptedException {
    return Samples.decode(
        Samples.store(folder.resolve("cache")), Samples.write(folder, "a.zip", file));
  }

  @Test
  void theOnlyFileIsTheImage() throws Exception {
    assertArrayEquals(IMAGE, decode(zip(ZipEntry.STORED, "", "disk.img")));
    assertArrayEquals(IMAGE, decode(zip(ZipEntry.DEFLATED, "a comment", "a/", "a/b/", "a/b/x")));
  }

  @Test
  void severalFilesAreListed() throws Exception {
    byte[] two = zip(ZipEntry.DEFLATED, "", "a/", "a/boot.img", "a/ro\not.img");
    JerboaException e = assertThrows(JerboaException.class, () -> decode(two));
    assertEquals("image.zip-files", e.code());
    assertTrue(e.getMessage().endsWith("2 files, not one image: a/boot.img, a/ro ot.img"));
    byte[] none = zip(ZipEntry.DEFLATED, "", "a/");
    assertEquals("image.zip-files", Samples.code(() -> decode(none)));
  }

  @Test
  void aChangedByteIsFoundByTheChecksum() throws Exception {
    byte[] file = zip(ZipEntry.STORED, "", "disk.img");
    file[file.length / 2] ^= 1;
    assertEquals("image.corrupt", Samples.code(() -> decode(file)));
  }

  @Test
  void encryptedAndOtherwisePackedFilesAreRefused() throws Exception {
    byte[] file = zip(ZipEntry.STORED, "", "disk.img");
    int directory = file.length - 22 - 46 - "disk.img".length();
    byte[] encrypted = file.clone();
    encrypted[directory + 8] |= 1;
    assertEquals("image.unsupported-format", Samples.code(() -> decode(encrypted)));
    byte[] lzma = file.clone();
    lzma[directory + 10] = 14;
    assertEquals("image.unsupported-format", Samples.code(() -> decode(lzma)));
  }
}
