package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.api.flash.Segment.Kind;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockMapTest {
  private static final int BLOCK = 4096;
  private static final int UNIT = Samples.UNIT;

  @TempDir Path folder;

  /** Two units of data, two of zeros that are not mapped, one of zeros that is, an odd end. */
  private static byte[] image() {
    byte[] image = Arrays.copyOf(Samples.image(2 * UNIT, 3), 5 * UNIT + 100);
    image[5 * UNIT] = 1;
    return image;
  }

  private static String digest(byte[] image, int from, int to) {
    MessageDigest digest = Sha256.start();
    digest.update(image, from, to - from);
    return Sha256.finish(digest);
  }

  private static String range(byte[] image, int first, int last) {
    int to = Math.min(image.length, (last + 1) * BLOCK);
    String blocks = first == last ? "" + first : first + "-" + last;
    return "<Range chksum=\"%s\"> %s </Range>\n"
        .formatted(digest(image, first * BLOCK, to), blocks);
  }

  private static String map(byte[] image) {
    int blocks = UNIT / BLOCK;
    String text =
        """
        <?xml version="1.0" ?>
        <!-- A comment, as bmaptool writes one. -->
        <bmap version="2.0">
            <ImageSize> %d </ImageSize>
            <BlockSize> 4096 </BlockSize>
            <BlocksCount> %d </BlocksCount>
            <MappedBlocksCount> %d </MappedBlocksCount>
            <ChecksumType> sha256 </ChecksumType>
            <BmapFileChecksum> SUM </BmapFileChecksum>
            <BlockMap>
        %s%s    </BlockMap>
        </bmap>
        """
            .formatted(
                image.length,
                5 * blocks + 1,
                3 * blocks + 1,
                range(image, 0, 2 * blocks - 1),
                range(image, 4 * blocks, 5 * blocks));
    return signed(text);
  }

  private static String signed(String text) {
    return text.replace("SUM", Sha256.of(text.replace("SUM", "0".repeat(64))));
  }

  private PreparedImage prepare(Path file) throws InterruptedException {
    return Samples.prepare(Samples.store(folder.resolve("cache")), file);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "RAW, disk.wic, disk.wic.bmap",
    "RAW, disk.wic, disk.bmap",
    "XZ, disk.wic.xz, disk.wic.xz.bmap",
    "XZ, disk.wic.xz, disk.wic.bmap",
    "ZSTD, disk.wic.zst, disk.bmap",
  })
  void zerosThatAreNotMappedAreFree(ImageFormat format, String name, String map) throws Exception {
    Path file = Samples.write(folder, name, Samples.compress(format, image()));
    write(map, map(image()));
    for (int pass = 0; pass < 2; pass++) { // the second one from the cache
      try (PreparedImage image = prepare(file)) {
        Set<Kind> kinds = image.segments().stream().map(Segment::kind).collect(Collectors.toSet());
        assertEquals(Set.of(Kind.DATA, Kind.FREE, Kind.ZERO), kinds);
        assertArrayEquals(image(), Samples.content(image));
        assertTrue(image.notes().getFirst().contains("not mapped"), image.notes().toString());
      }
    }
  }

  /** Of an archive, which is longer than the image inside. */
  @Test
  void itIsAboutTheImageInsideAlsoWhenThatComesFromTheCache() throws Exception {
    byte[] archive = Samples.compress(ImageFormat.TAR, image());
    Path file = Samples.write(folder, "disk.xz", Samples.compress(ImageFormat.XZ, archive));
    write("disk.bmap", map(image()));
    for (int pass = 0; pass < 2; pass++) {
      try (PreparedImage image = prepare(file)) {
        assertArrayEquals(image(), Samples.content(image));
      }
    }
  }

  @Test
  void withoutItTheSameFileHasNothingFree() throws Exception {
    Path file = Samples.write(folder, "disk.xz", Samples.compress(ImageFormat.XZ, image()));
    write("disk.bmap", map(image()));
    try (PreparedImage image = prepare(file)) {
      assertTrue(image.segments().stream().anyMatch(s -> s.kind() == Kind.FREE));
    }
    Files.delete(folder.resolve("disk.bmap"));
    try (PreparedImage image = prepare(file)) {
      assertTrue(image.segments().stream().noneMatch(s -> s.kind() == Kind.FREE));
    }
  }

  @Test
  void dataThatIsNotMappedIsWrittenAllTheSame() throws Exception {
    byte[] other = image();
    other[3 * UNIT] = 1;
    Path file = Samples.write(folder, "disk.img", other);
    write("disk.bmap", map(image()));
    try (PreparedImage image = prepare(file)) {
      assertTrue(
          image.segments().stream()
              .anyMatch(
                  s -> s.kind() == Kind.DATA && s.offset() <= 3L * UNIT && s.end() > 3L * UNIT));
    }
  }

  @Test
  void oneOfAnotherImageIsRefused() throws Exception {
    byte[] other = image();
    other[7] ^= 1;
    Path file = Samples.write(folder, "disk.img", other);
    write("disk.bmap", map(image()));
    assertEquals("image.bmap", Samples.code(() -> Samples.content(prepare(file))));
    Path longer = Samples.write(folder, "disk.img", Arrays.copyOf(image(), 6 * UNIT));
    assertEquals("image.bmap", Samples.code(() -> prepare(longer).close()), "known at once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<bmap",
        "<bmap version=\"1.3\"/>",
        "<!DOCTYPE bmap [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><bmap version=\"2.0\">&a;</bmap>",
        "<bmap version=\"2.0\"><ChecksumType>sha1</ChecksumType></bmap>",
        "<bmap version=\"2.0\"><ChecksumType>sha256</ChecksumType></bmap>"
      })
  void whatIsNoBlockMapIsRefused(String text) throws Exception {
    Path file = Samples.write(folder, "disk.img", image());
    write("disk.bmap", text);
    assertEquals("image.bmap", Samples.code(() -> prepare(file).close()));
  }

  @ParameterizedTest
  @CsvSource({
    "> 4096 <, > 0 <",
    "> 4096 <, > 99999999 <",
    "> 0-7 <, > 7-0 <",
    "> 0-7 <, > 0-99 <",
    "> 0-7 <, > 0-x <",
    "chksum, checksum",
    "chksum, sha1"
  })
  void whatContradictsItselfIsRefused(String text, String replacement) throws Exception {
    Path file = Samples.write(folder, "disk.img", image());
    String good = map(image());
    assertTrue(good.contains(text), good);
    String sum = good.replaceAll("(?s).*<BmapFileChecksum> (\\w+) .*", "$1");
    write("disk.bmap", signed(good.replace(sum, "SUM").replace(text, replacement)));
    assertEquals("image.bmap", Samples.code(() -> Samples.content(prepare(file))));
    write("disk.bmap", good.replace(text, replacement));
    assertEquals("image.bmap", Samples.code(() -> Samples.content(prepare(file))));
  }
}
