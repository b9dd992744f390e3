package dev.jerboa.runtime.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.flash.PreparedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as the usual tools write them; a tool that is not installed is left out. */
class RealToolsTest {
  private static final byte[] IMAGE = Samples.image(600_000, 41);

  @TempDir Path folder;

  private ImageStore store() {
    return Samples.store(folder.resolve("cache"));
  }

  private byte[] pack(String command, byte[] bytes) throws IOException, InterruptedException {
    List<String> words = List.of(command.split(" "));
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, words.getFirst())));
    Assumptions.assumeTrue(installed, words.getFirst() + " is not installed");
    Path input = Files.write(folder.resolve("input"), bytes);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(words)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(0, process.waitFor());
    return Files.readAllBytes(output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xz -T2 --block-size=200000 -1 -c",
        "xz -0 --check=sha256 -c",
        "xz -0 --check=none -c",
        "zstd -1 -c",
        "zstd -1 --no-check -c",
        "zstd -1 --long=27 -c",
        "zstd -T2 -B100000 -1 -c",
        "lz4 -1 -c",
        "lz4 -1 -B4 -BD -c",
        "lz4 -1 -B4 -BX --content-size -c",
        "lz4 -1 --no-frame-crc -c",
        "lz4 -9 -c",
        "bzip2 -1 -c",
        "pbzip2 -1 -c",
        "gzip -1 -c",
        "pigz -1 -c",
        "pzstd -1 -c"
      })
  void oneAndSeveralMembersDecodeAndTruncationIsFound(String command)
      throws IOException, InterruptedException {
    byte[] packed = pack(command, IMAGE);
    Path file = Samples.write(folder, "disk", packed);
    try (PreparedImage image = Samples.prepare(store(), file)) {
      assertArrayEquals(IMAGE, Samples.content(image));
    }
    Path two = Samples.write(folder, "two", packed, packed);
    assertEquals(2 * IMAGE.length, Samples.decode(store(), two).length);
    Random random = new Random(42);
    for (int round = 0; round < 10; round++) {
      int length = round < 8 ? packed.length - 1 - round : random.nextInt(20, packed.length);
      Path cut = Samples.write(folder, "cut", Arrays.copyOf(packed, length));
      assertEquals(
          "image.truncated", Samples.code(() -> Samples.prepare(store(), cut).close()), command);
    }
    int cutInSecond = packed.length + 5;
    byte[] both = Arrays.copyOf(packed, cutInSecond);
    System.arraycopy(packed, 0, both, packed.length, cutInSecond - packed.length);
    String code = Samples.code(() -> Samples.decode(store(), Samples.write(folder, "c2", both)));
    assertTrue(code.equals("image.truncated") || code.equals("image.trailing-garbage"), code);
  }

  @Tag("I6")
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 1024})
  void xzPaddingIsNoGarbage(int zeros) throws InterruptedException {
    byte[] packed = Samples.compress(ImageFormat.XZ, IMAGE);
    byte[] padding = new byte[zeros];
    Path file = Samples.write(folder, "disk.xz", packed, padding, packed, padding);
    assertEquals(2 * IMAGE.length, Samples.decode(store(), file).length);
    Path odd = Samples.write(folder, "odd.xz", packed, new byte[zeros + 1]);
    assertEquals("image.trailing-garbage", Samples.code(() -> Samples.decode(store(), odd)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ZSTD", "LZ4"})
  void skippableFramesAreSkipped(ImageFormat format) throws InterruptedException {
    byte[] skippable = {0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 'a', 'b', 'c'};
    byte[] packed = Samples.compress(format, IMAGE);
    Path file = Samples.write(folder, "s", skippable, packed, skippable);
    assertArrayEquals(IMAGE, Samples.decode(store(), file));
    Path only = Samples.write(folder, "only." + format.id(), skippable);
    assertEquals("image.unknown-format", Samples.code(() -> Samples.decode(store(), only)));
  }

  @Test
  void aZstdWindowOfMoreThan256MiBIsRefused() throws InterruptedException {
    // a frame without a stated size whose window descriptor is 18 << 3 or more, and a raw block "a"
    byte[] frame = HexFormat.of().parseHex("28b52ffd" + "00" + "90" + "090000" + "61");
    assertEquals(1, Samples.decode(store(), Samples.write(folder, "w.zst", frame)).length);
    frame[5]++;
    Path larger = Samples.write(folder, "w.zst", frame);
    assertEquals("image.too-much-memory", Samples.code(() -> Samples.decode(store(), larger)));
  }

  @Test
  void anXzDictionaryOfMoreThan256MiBIsRefused() throws InterruptedException {
    byte[] packed = Samples.compress(ImageFormat.XZ, IMAGE);
    Samples.setXzDictionary(packed, 34); // 512 MiB
    Path file = Samples.write(folder, "w.xz", packed);
    assertEquals("image.too-much-memory", Samples.code(() -> Samples.decode(store(), file)));
  }
}
