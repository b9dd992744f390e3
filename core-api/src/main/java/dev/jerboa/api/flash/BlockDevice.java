package dev.jerboa.api.flash;

/**
 * The block device that is written, as found on the board.
 *
 * @param target the name of the target in the bundle
 * @param path the device node, such as {@code /dev/mmcblk0}
 * @param size its size in bytes
 */
public record BlockDevice(String target, String path, long size) {}
