package dev.jerboa.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several images in one flash, through the command line. */
class PartitionsTest {
  private static final long MIB = VirtualLab.MIB;

  @Test
  void twoPartitionsAreWrittenInOneBootAndNothingElseChanges() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      Path disk = lab.partitioned("gpt.img", 64 * MIB, "boot_a", "boot_b", "rootfs");
      lab.run("storage", "flash", disk.toString()).expect(0, "verified");

      Path boot = lab.image("boot.img", 3 * MIB + 777);
      Path root = lab.image("root.img", 8 * MIB);
      lab.run("storage", "flash", "-t", "rootfs:" + root, "-t", "boot_b:" + boot)
          .expect(0, "all images", "Write the image: boot.img to boot_b", "/dev/vda3", "/dev/vda2");
      // not the first line: QEMU prints it to nobody if the line is a moment late
      assertEquals(1, Pattern.compile("Hit any key").matcher(lab.transcript()).results().count());
      VirtualLab.overwrite(disk, 9 * MIB, boot);
      VirtualLab.overwrite(disk, 17 * MIB, root);
      lab.assertHolds("disk.img", disk);

      Path other = lab.image("other.img", MIB);
      lab.run("storage", "flash", "-t", "boot_a:" + other, "-t", "boot_c:" + other)
          .expect(10, "no partition 'boot_c'", "/dev/vda2  boot_b");
      lab.run("storage", "flash", "-t", "boot_a:" + root, "-t", "sd:" + disk, "--target", "sd")
          .expect(2, "root.img (partition boot_a of sd)", "gpt.img (sd)");
      lab.assertHolds("disk.img", disk);
      assertEquals(List.of(), lab.emulators());
    }
  }

  @Test
  @Tag("slow")
  void aTargetInTheFirstHalfIsThatTarget() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      Path card = lab.image("card.img", 2 * MIB);
      Path disk = lab.image("disk-image", 3 * MIB);
      lab.run("--json", "storage", "flash", "-t", "sd:" + card, "-t", "disk:" + disk)
          .expect(0, "\"path\":\"/dev/mmcblk0\"", "\"partition\":null", "\"written\":[{\"file\":");
      lab.assertHolds("sd.img", card);
      lab.assertHolds("disk.img", disk);
    }
  }

  @Test
  void whatTheCommandLineLacksIsToldBeforeTheBoardIsTouched() throws Exception {
    try (VirtualLab lab = new VirtualLab()) {
      lab.run("storage", "flash").expect(2, "no image is named");
      lab.run("storage", "flash", "os.img", "-t", "a:os.img").expect(2, "exclude each other");
      for (String wrong : List.of("a", ":os.img", "a:")) {
        lab.run("storage", "flash", "-t", wrong).expect(2, "PART:FILE, not '" + wrong + "'");
      }
      lab.run("storage", "flash", "-t", "a:ftp://host/os.img").expect(2, "not from ftp://host/os");
      assertEquals(List.of(), lab.emulators());
    }
  }
}
