package dev.jerboa.e2e;

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

  @Test
  void flashesInARowLeaveNothingBehind() throws Exception {
    int flashes = Integer.getInteger("jerboa.flashes", 3);
    try (VirtualLab lab = new VirtualLab()) {
      for (int i = 0; i < flashes; i++) {
        Path image = lab.image("image" + i, 24 * VirtualLab.MIB + i * 4096L);
        lab.run("storage", "flash", image.toString(), "--retries", "0").expect(0, "verified");
        lab.assertHolds("disk.img", image);
        assertEquals(List.of(), lab.emulators());
        Files.delete(image);
      }
      try (var parts = Files.walk(lab.folder())) {
        assertEquals(List.of(), parts.filter(p -> p.toString().contains(".part")).toList());
      }
    }
  }

  @Test
  @Tag("I9")
  void imageWithAnOddTailIsWrittenAndVerifiedToItsLastByte() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
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
