package dev.jerboa.runtime.allocation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Contents that are known by some bytes and that are not looked into. */
enum Signature {
  LUKS("LUKS", 0, "4c554b53babe"),
  BITLOCKER("BitLocker", 3, ascii("-FVE-FS-")),
  LVM("LVM", 512, ascii("LABELONE")),
  RAID_1_1("a RAID member", 0, "fc4e2ba9"),
  RAID_1_2("a RAID member", 4096, "fc4e2ba9"),
  BCACHE("bcache", 4096 + 24, "c68573f64e1a45ca8265f57f48ba6d81"),
  ISO_9660("ISO 9660", 0x8001, ascii("CD001")),
  SQUASHFS("squashfs", 0, ascii("hsqs")),
  EROFS("erofs", 1024, "e2e1f5e0"),
  F2FS("F2FS", 1024, "1020f5f2"),
  BTRFS("Btrfs", 0x10040, ascii("_BHRfS_M")),
  XFS("XFS", 0, ascii("XFSB")),
  NTFS("NTFS", 3, ascii("NTFS    ")),
  EXFAT("exFAT", 3, ascii("EXFAT   ")),
  UBI("UBI", 0, ascii("UBI#")),
  SWAP("swap space", 4096 - 10, ascii("SWAPSPACE2"));

  private final String title;
  private final int offset;
  private final String magic;

  /**
   * @param magic the bytes at {@code offset} in hexadecimal digits
   */
  Signature(String title, int offset, String magic) {
    this.title = title;
    this.offset = offset;
    this.magic = magic;
  }

  static Optional<Signature> in(Area area)
      throws IOException, InterruptedException, DoubtException {
    for (Signature signature : values()) {
      if (area.holds(signature.offset, HexFormat.of().parseHex(signature.magic))) {
        return Optional.of(signature);
      }
    }
    return Optional.empty();
  }

  String title() {
    return title;
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
