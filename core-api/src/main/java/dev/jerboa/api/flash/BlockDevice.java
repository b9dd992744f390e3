package dev.jerboa.api.flash;

import java.util.Optional;

/**
 * The block device that is written, as found on the board.
 *
 * @param target the name of the target in the bundle
 * @param partition the label of the partition of that target, if only that is written
 * @param path the device node, such as {@code /dev/mmcblk0} or {@code /dev/mmcblk0p1}
 * @param size its size in bytes
 */
public record BlockDevice(String target, Optional<String> partition, String path, long size) {
  /** Returns where the device is in words of the bundle: {@code emmc}, {@code emmc, boot_a}. */
  public String place() {
    return target + partition.map(label -> ", partition " + label).orElse("");
  }
}
