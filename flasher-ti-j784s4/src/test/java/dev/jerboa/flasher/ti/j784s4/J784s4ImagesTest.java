package dev.jerboa.flasher.ti.j784s4;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Written;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.power.PowerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several images in one flash, on targets and partitions. */
class J784s4ImagesTest {
  private static final int MIB = 1 << 20;
  private static final int DISK = 8 * MIB;

  @TempDir Path folder;

  private static FlashReport flash(Bench bench, Image... images) {
    return bench.flash(List.of(images), options -> options);
  }

  private static byte[] with(byte[] disk, int offset, Path image) throws IOException {
    byte[] changed = disk.clone();
    byte[] bytes = Files.readAllBytes(image);
    System.arraycopy(bytes, 0, changed, offset, bytes.length);
    return changed;
  }

  @Test
  void partitionsAreWrittenInOneBootAndNothingElseChanges() throws IOException {
    try (Bench bench = Bench.in(folder, Map.of())) {
      byte[] before = Files.readAllBytes(bench.file("emmc", DISK));
      Path boot = bench.file("boot.img", 700_700);
      Path root = bench.file("root.img", 3 * MIB + 512);
      FlashReport report =
          flash(bench, Image.of(root).toPartition("rootfs"), Image.of(boot).toPartition("boot_b"));
      assertArrayEquals(with(with(before, 2 * MIB, boot), 3 * MIB, root), bench.content("emmc"));
      assertArrayEquals(new byte[DISK], bench.content("usd"));
      assertEquals(1, bench.board().starts());
      assertEquals(
          List.of("/dev/mmcblk0p3", "/dev/mmcblk0p2"),
          report.written().stream().map(written -> written.device().path()).toList());
      assertTrue(report.verified());
      assertTrue(report.written().stream().allMatch(written -> written.verified() > 0));
    }
  }

  @Test
  void everyCheckComesBeforeTheFirstByteAndNamesItsImage() {
    try (Bench bench = Bench.in(folder, Map.of())) {
      Image boot = Image.of(bench.file("boot.img", 4096)).toPartition("boot_a");
      Image card = Image.of(bench.file("card.img", 4096)).toTarget("usd");
      FlashReport report = flash(bench, boot, card);
      List<String> titles =
          bench.events().stream()
              .filter(FlashEvent.StepStarted.class::isInstance)
              .map(event -> ((FlashEvent.StepStarted) event).title())
              .filter(title -> title.contains(".img"))
              .toList();
      assertEquals(
          List.of(
              "Check the image: boot.img to boot_a",
              "Check the image: card.img to usd",
              "Wait for the decoded image: boot.img to boot_a",
              "Find and check the target: boot.img to boot_a",
              "Wait for the decoded image: card.img to usd",
              "Find and check the target: card.img to usd",
              "Write the image: boot.img to boot_a",
              "Remove an old backup partition table: boot.img to boot_a",
              "Read back and verify: boot.img to boot_a",
              "Flush the device: boot.img to boot_a",
              "Write the image: card.img to usd",
              "Remove an old backup partition table: card.img to usd",
              "Read back and verify: card.img to usd",
              "Flush the device: card.img to usd"),
          titles);
      assertEquals(
          titles,
          report.stages().stream().map(s -> s.title()).filter(t -> t.contains(":")).toList());
    }
  }

  @Test
  void aLabelIsLookedUpOnItsOwnDiskOnly() throws IOException {
    try (Bench bench = Bench.in(folder, Map.of())) {
      Path boot = bench.file("boot.img", MIB + 4096);
      Written written =
          flash(bench, Image.of(boot).toTarget("usd").toPartition("boot_a")).written().getFirst();
      assertEquals("/dev/mmcblk1p1", written.device().path());
      assertEquals(2 * MIB, written.device().size());
      assertArrayEquals(with(new byte[DISK], MIB, boot), bench.content("usd"));
      assertArrayEquals(new byte[DISK], bench.content("emmc"));
    }
  }

  @Test
  void oneFileMayGoToTwoPlaces() throws IOException {
    try (Bench bench = Bench.in(folder, Map.of())) {
      Path boot = bench.file("boot.img", MIB);
      flash(bench, Image.of(boot).toPartition("boot_a"), Image.of(boot).toPartition("boot_b"));
      byte[] expected = with(with(new byte[DISK], MIB, boot), 2 * MIB, boot);
      assertArrayEquals(expected, bench.content("emmc"));
    }
  }

  @ParameterizedTest(name = "{0} with {1} ends with {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          boot_c | label: rootfs | label: rootfs                | target.no-partition        | boot_b
          rootfs | label: boot_a | label: rootfs                | target.ambiguous-partition | mmcblk0p3
          boot_b | 'size: 8M'    | 'size: 8M'                   | image.too-large            | boot_b
          boot_b | label: boot_b | 'label: boot_b, mounted: true' | target.busy              | mmcblk0p2
          """)
  void aPartitionThatCannotTakeItsImageIsRefusedBeforeAnyOtherIsWritten(
      String label, String text, String replacement, String code, String named) {
    try (Bench bench = Bench.in(folder, Map.of(text, replacement))) {
      Image good = Image.of(bench.file("good.img", 4096)).toTarget("usd");
      Image bad = Image.of(bench.file("bad.img", 2 * MIB)).toPartition(label);
      JerboaException error = assertThrows(JerboaException.class, () -> flash(bench, good, bad));
      assertEquals(code, error.code(), error::getMessage);
      assertTrue(error.getMessage().contains(named), error::getMessage);
      assertArrayEquals(new byte[DISK], bench.content("emmc"));
      assertArrayEquals(new byte[DISK], bench.content("usd"));
      assertEquals(PowerState.OFF, bench.board().read());
    }
  }

  @Test
  void aPartitionOfTheDefaultTargetAndThatTargetCollideBeforeThePowerIsTouched() {
    try (Bench bench = Bench.in(folder, Map.of())) {
      Image whole = Image.of(bench.file("emmc.img", 4096)).toTarget("emmc");
      Image part = Image.of(bench.file("boot.img", 4096)).toPartition("boot_a");
      JerboaException error = assertThrows(JerboaException.class, () -> flash(bench, whole, part));
      assertEquals("usage.images-collide", error.code());
      assertTrue(error.getMessage().contains("boot.img"), error::getMessage);
      assertEquals(0, bench.board().starts());
    }
  }

  @Test
  void twoTargetsThatAreOneDiskAreRefused() {
    Map<String, String> oneDisk =
        Map.of(
            "4f80000.mmc/mmc_host", "4f80000.mmc/4fb0000.mmc/mmc_host",
            "4fb0000.mmc/mmc_host/mmc1", "4fc0000.mmc/mmc_host/mmc1");
    try (Bench bench = Bench.in(folder, oneDisk)) {
      Image whole = Image.of(bench.file("disk.img", 4096)).toTarget("emmc");
      Image part = Image.of(bench.file("boot.img", 4096)).toTarget("usd").toPartition("rootfs");
      JerboaException error = assertThrows(JerboaException.class, () -> flash(bench, whole, part));
      assertEquals("target.shared", error.code(), error::getMessage);
      assertArrayEquals(new byte[DISK], bench.content("emmc"));
    }
  }

  @Test
  void aPowerCycleBetweenTwoImagesRepeatsBoth() throws IOException {
    try (Bench bench = Bench.withFaults(folder, "{fault: reset, command: 2, times: 1}")) {
      Path boot = bench.file("boot.img", MIB);
      Path root = bench.file("root.img", 2 * MIB);
      List<Image> images =
          List.of(Image.of(boot).toPartition("boot_a"), Image.of(root).toPartition("rootfs"));
      FlashReport report = bench.flash(images, options -> options.retries(1));
      assertEquals(2, report.attempts());
      byte[] expected = with(with(new byte[DISK], MIB, boot), 3 * MIB, root);
      assertArrayEquals(expected, bench.content("emmc"));
    }
  }
}
