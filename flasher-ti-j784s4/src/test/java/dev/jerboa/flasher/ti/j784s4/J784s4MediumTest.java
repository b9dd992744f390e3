package dev.jerboa.flasher.ti.j784s4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.WriteSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random images over random contents: whatever was there, the image is there in the end. */
@Execution(ExecutionMode.CONCURRENT)
class J784s4MediumTest {
  private static final int MIB = 1 << 20;
  private static final int DISK = 8 * MIB;
  private static final int PIECE = 64 << 10;

  @TempDir Path folder;

  /** Data and zeros in pieces that follow no unit of the engine, often with an odd end. */
  private static byte[] randomImage(Random random) {
    byte[] image = new byte[random.nextInt(1, DISK - MIB) / (random.nextBoolean() ? 1 : MIB) + MIB];
    for (int at = 0; at < image.length; ) {
      int length = Math.min(image.length - at, random.nextInt(1, 40) * PIECE);
      if (random.nextInt(3) > 0) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        System.arraycopy(data, 0, image, at, length);
      }
      at += length;
    }
    return image;
  }

  /** The image with some bytes changed, something else, nothing, or the image beside its place. */
  private static byte[] randomContent(Random random, byte[] image) {
    byte[] content = new byte[DISK];
    switch (random.nextInt(4)) {
      case 0 -> random.nextBytes(content);
      case 1 -> System.arraycopy(image, 0, content, 4096, Math.min(image.length, DISK - 4096));
      case 2 -> {
        System.arraycopy(image, 0, content, 0, image.length);
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
          content[random.nextInt(image.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      default -> {}
    }
    return content;
  }

  private Bench bench(String faults, byte[] content) throws IOException {
    Bench bench = Bench.withFaults(folder, faults);
    Files.write(folder.resolve("emmc"), content);
    return bench;
  }

  private FlashReport flash(Bench bench, byte[] image) throws IOException {
    Path file = Files.write(folder.resolve("random.img"), image);
    return bench.flash(List.of(Image.of(file)), options -> options);
  }

  private static byte[] over(byte[] content, byte[] image) {
    byte[] expected = content.clone();
    System.arraycopy(image, 0, expected, 0, image.length);
    return expected;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void theImageIsThereWhateverWasThere(int seed) throws IOException {
    Random random = new Random(seed);
    byte[] image = randomImage(random);
    byte[] content = randomContent(random, image);
    try (Bench bench = bench("", content)) {
      FlashReport report = flash(bench, image);
      assertArrayEquals(over(content, image), bench.content("emmc"));
      WriteSummary effort = report.written().getFirst().effort();
      assertEquals(image.length, effort.written() + effort.unchanged());
      assertTrue(report.verified());
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "bit-flip, 1", "bit-flip, 2", "bit-flip, 3", "bit-flip, 4",
    "lost-write, 5", "lost-write, 6", "lost-write, 7", "lost-write, 8",
    "short-read, 9", "short-read, 10", "short-read, 11", "short-read, 12"
  })
  void aMediumThatLiesNeverEndsWellWithOtherBytes(String fault, int seed) throws IOException {
    Random random = new Random(seed);
    byte[] image = randomImage(random);
    byte[] content = randomContent(random, image);
    int at = random.nextInt(image.length);
    String faults = "{fault: %s, disk: mmcblk0, at: %d}".formatted(fault, at);
    try (Bench bench = bench(faults, content)) {
      String ending = ending(bench, image);
      boolean right = Arrays.equals(over(content, image), bench.content("emmc"));
      assertTrue(
          ending.equals("done") ? right : ending.startsWith("verify.") || right,
          () -> "%s at %d, and the disk is %s".formatted(ending, at, right ? "right" : "wrong"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aMediumWithLessMemoryThanItSaysIsFound(int seed) throws IOException {
    Random random = new Random(seed);
    byte[] image = randomImage(random);
    long memory = random.nextLong(1, 1 + image.length / 4096) * 4096;
    String faults = "{fault: wrap, disk: mmcblk0, at: %d}".formatted(memory);
    for (byte[] content : List.of(randomContent(random, image), new byte[DISK])) {
      try (Bench bench = bench(faults, content)) {
        String ending = ending(bench, image);
        assertEquals(
            wrapped(image, (int) memory) ? "verify." : "done",
            ending.replaceFirst("[.].*", "."),
            () -> "%d bytes, %d of the image of %d".formatted(memory, seed, image.length));
      }
    }
  }

  /** The header of the backup is in the last sector, of 512 or of 4096 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 33, 39, 40, 41, 1000})
  void anOldBackupTableBehindTheImageIsRemovedAndNothingOfTheImage(int sectorsBehind)
      throws IOException {
    for (int header : List.of(1, 8)) {
      byte[] content = new byte[DISK];
      signature(content, header);
      byte[] image = new byte[DISK - sectorsBehind * 512];
      new Random(sectorsBehind).nextBytes(image);
      signature(image, 1); // its own
      byte[] expected = over(new byte[DISK], image);
      try (Bench bench = bench("", content)) {
        assertEquals("done", ending(bench, image));
        assertArrayEquals(expected, bench.content("emmc"), "header " + header);
      }
    }
  }

  private static void signature(byte[] disk, int sectorsBeforeEnd) {
    byte[] text = "EFI PART".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, disk, (disk.length / 512 - sectorsBeforeEnd) * 512, text.length);
  }

  /** What was read back long ago is overwritten: no other look at the device would tell. */
  @Test
  void aCounterfeitCardIsToldFromOneThatLosesData() throws IOException {
    byte[] image = new byte[140 * MIB];
    new Random(1).nextBytes(image);
    String faults = "faults: [{fault: wrap, disk: mmcblk0, at: %d}]".formatted(136 * MIB);
    try (Bench bench = Bench.in(folder, Map.of("size: 8M", "size: 144M", "faults: []", faults))) {
      assertEquals("verify.overwritten", ending(bench, image));
    }
  }

  /** Returns whether an image does not fit onto a medium that begins anew where its memory ends. */
  private static boolean wrapped(byte[] image, int memory) {
    for (int at = memory; at < image.length; at++) {
      if (image[at] != image[at % memory]) {
        return true;
      }
    }
    return false;
  }

  private String ending(Bench bench, byte[] image) throws IOException {
    try {
      return flash(bench, image).verified() ? "done" : "unverified";
    } catch (JerboaException e) {
      return e.code();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MIB + 17, 4 * MIB, 5 * MIB + 100, 6 * MIB + 699})
  void aFaultInEachSegmentIsFoundInTheFirstFlashAndInThoseAfterIt(int at) throws IOException {
    byte[] image = new byte[6 * MIB + 700];
    new Random(1).nextBytes(image);
    byte[] other = image.clone();
    other[at] ^= 1;
    for (byte[] content : List.of(new byte[DISK], Arrays.copyOf(other, DISK))) {
      for (String fault : List.of("bit-flip", "lost-write", "short-read")) {
        String faults = "{fault: %s, disk: mmcblk0, at: %d}".formatted(fault, at);
        try (Bench bench = bench(faults, content)) {
          assertEquals("verify.mismatch", ending(bench, image), fault);
        }
      }
    }
  }
}
