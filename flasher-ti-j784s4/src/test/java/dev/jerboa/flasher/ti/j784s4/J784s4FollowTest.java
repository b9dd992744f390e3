package dev.jerboa.flasher.ti.j784s4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.image.ImageStore;
import dev.jerboa.testkit.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flashes of an image that is still being decoded. */
class J784s4FollowTest {
  private static final int MIB = 1 << 20;
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir Path folder;

  /** The same board, with an image of which one segment after the other gets known. */
  private record Following(Board board, SlowImage.Preparing image) implements Board {
    @Override
    public Wiring wiring() {
      return board.wiring();
    }

    @Override
    public BundleChoice bundle() {
      return board.bundle();
    }

    @Override
    public Recipe recipe(Recipe standard) {
      return board.recipe(standard).replace("prepare-image", image).drop("await-image");
    }
  }

  /** Three segments of data, zeros in front, between and behind them, and an odd end. */
  private static byte[] image() {
    byte[] image = new byte[6 * MIB + 700];
    byte[] bytes = TestBundle.bytes(image.length, 7);
    System.arraycopy(bytes, 0, image, MIB, MIB);
    System.arraycopy(bytes, 0, image, 3 * MIB, MIB + 4096);
    System.arraycopy(bytes, 0, image, 6 * MIB, 700);
    return image;
  }

  private FlashReport flash(Bench bench, byte[] image, int damage) throws IOException {
    return flash(bench, image, damage, NEVER);
  }

  private FlashReport flash(Bench bench, byte[] image, int damage, int hurry) throws IOException {
    Path file = Files.write(folder.resolve("slow.img"), image);
    FlashRequest request = FlashRequest.of(file).retries(0).build();
    ImageStore images = new ImageStore(folder.resolve("images"));
    SlowImage.Preparing preparing = new SlowImage.Preparing(images, damage, hurry);
    return bench.flash(board -> new Following(board, preparing), request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dd-direct, dd-fullblock, ", "dd-direct, ", ""})
  void dataIsWrittenAsItComesAndZerosAtTheEnd(String tools) throws IOException {
    byte[] image = image();
    try (Bench bench = Bench.in(folder, Map.of("dd-direct, dd-fullblock, ", tools))) {
      byte[] expected = Files.readAllBytes(bench.file("emmc", 8 * MIB));
      System.arraycopy(image, 0, expected, 0, image.length);
      FlashReport report = flash(bench, image, NEVER);
      assertArrayEquals(expected, bench.content("emmc"));
      assertTrue(report.verified());
      assertEquals(image.length, report.written().getFirst().effort().written());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatGetsKnownAllAtOnceIsWrittenOnce(int hurry) throws IOException {
    byte[] image = image();
    try (Bench bench = Bench.in(folder, Map.of())) {
      byte[] expected = Files.readAllBytes(bench.file("emmc", 8 * MIB));
      System.arraycopy(image, 0, expected, 0, image.length);
      FlashReport report = flash(bench, image, NEVER, hurry);
      assertArrayEquals(expected, bench.content("emmc"));
      assertEquals(image.length, report.written().getFirst().effort().written());
    }
  }

  @Test
  void whatIsThereAlreadyIsNotWritten() throws IOException {
    byte[] image = image();
    byte[] before = Arrays.copyOf(image, 8 * MIB);
    before[4 * MIB] ^= 1;
    before[5 * MIB] ^= 1;
    try (Bench bench = Bench.in(folder, Map.of())) {
      Files.write(folder.resolve("emmc"), before);
      FlashReport report = flash(bench, image, NEVER);
      assertArrayEquals(Arrays.copyOf(image, 8 * MIB), bench.content("emmc"));
      assertTrue(report.verified());
      assertEquals(2 * MIB, report.written().getFirst().effort().written());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void damageFoundOnTheWayEndsTheFlash(int segment) {
    try (Bench bench = Bench.in(folder, Map.of())) {
      JerboaException error =
          assertThrows(JerboaException.class, () -> flash(bench, image(), segment));
      assertEquals("image.corrupt", error.code(), error::getMessage);
      assertEquals(PowerState.OFF, bench.board().read());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-write", "bit-flip"})
  void aMediumThatLiesIsFound(String fault) throws IOException {
    for (int at : new int[] {MIB + 5000, 4 * MIB + 5000, 6 * MIB + 10}) {
      String faults = "{fault: %s, disk: mmcblk0, at: %d}".formatted(fault, at);
      try (Bench bench = Bench.withFaults(folder, faults)) {
        Files.write(folder.resolve("emmc"), TestBundle.bytes(8 * MIB, at));
        JerboaException error =
            assertThrows(JerboaException.class, () -> flash(bench, image(), NEVER));
        assertEquals("verify.mismatch", error.code(), error::getMessage);
      }
    }
  }
}
