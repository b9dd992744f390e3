package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whole flashes through a real U-Boot, Linux and busybox. */
class FlashTest {
  @Test
  void flashedSystemBootsFromItsOwnDisk() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      lab.disk("disk.img", 512 * VirtualLab.MIB);
      lab.run("storage", "flash", lab.file("bundle/os.img.xz").toString())
          .expect(0, "Flashed and verified", "power       off");
      lab.assertHolds("disk.img", lab.file("bundle/os.img"));
      assertEquals(List.of(), lab.emulators());
      lab.run("power", "on").expect(0);
      lab.run("serial", "expect", "demo-os login:", "--timeout", "120").expect(0);
      lab.run("power", "status").expect(0, "on");
      lab.run("power", "off").expect(0);
      assertEquals(List.of(), lab.emulators());
    }
  }

  /** A new image over an old partition table, the same image, the image with a byte changed. */
  @Test
  void flashesInARowLeaveNothingBehindAndWriteOnlyWhatDiffers() throws Exception {
    int flashes = Integer.getInteger("jerboa.flashes", 3);
    long size = 24 * VirtualLab.MIB + 4096;
    try (VirtualLab lab = new VirtualLab()) {
      lab.partitioned("disk.img", 64 * VirtualLab.MIB, "old");
      for (int i = 0; i < flashes; i++) {
        long differs = List.of(size, 0L, VirtualLab.MIB).get(i % 3);
        Path image = lab.image("image", size - 4096L * (i / 3));
        if (i % 3 == 2) {
          VirtualLab.overwrite(image, 5 * VirtualLab.MIB, lab.image("change", 1));
        }
        lab.run("--json", "storage", "flash", "image", "--retries", "0")
            .expect(0, "\"verified\":true", "\"written\":" + Math.min(differs, Files.size(image)));
        lab.assertHolds("disk.img", image);
        assertEquals(List.of(), lab.emulators());
      }
      assertArrayEquals(new byte[40 * 512], lab.end("disk.img", 40 * 512));
      try (var parts = Files.walk(lab.folder())) {
        assertEquals(List.of(), parts.filter(p -> p.toString().contains(".part")).toList());
      }
    }
  }

  @Test
  @Tag("I9")
  void aSmallBoardWritesAndVerifiesAnImageToItsOddLastByte() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      lab.replace("\"1024\"", "\"128\"").manifest("0x48000000", "0x45000000");
      Path image = lab.image("odd.img", 17 * VirtualLab.MIB + 4096 + 777);
      lab.run("storage", "flash", image.toString(), "--target", "sd").expect(0, "/dev/mmcblk0");
      lab.assertHolds("sd.img", image);
    }
  }

  @Test
  void unverifiedFlashSaysSo() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      Path image = lab.image("some.img", VirtualLab.MIB);
      Result result =
          lab.run("storage", "flash", image.toString(), "--no-verify", "--no-power-off")
              .expect(0, "UNVERIFIED", "power       on");
      assertTrue(!result.out().contains("Flashed and verified"));
      assertEquals(1, lab.emulators().size());
    }
  }

  @Test
  void eventsForMachinesAreOneObjectALine() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      Path image = lab.image("some.img", VirtualLab.MIB);
      Result result = lab.run("--json", "storage", "flash", image.toString()).expect(0);
      assertTrue(
          result.out().lines().allMatch(line -> line.matches("\\{\"event\":\"[a-z-]+\".*}")));
      assertTrue(result.out().contains("\"event\":\"finished\""), result.out());
      assertTrue(result.out().contains("\"verified\":true"), result.out());
    }
  }
}
