package dev.jerboa.drivers.serial.simulator;

import java.io.IOException;

/**
 * A partition of a simulated disk, as its kernel numbers it.
 *
 * @param disk the disk
 * @param number the number, from 1
 * @param start where it begins on the disk, in bytes
 * @param config its label and size
 */
record SimulatedPartition(
    SimulatedDisk disk, int number, long start, SimulatorConfig.Partition config)
    implements BlockNode {
  @Override
  public String name() {
    boolean digit = Character.isDigit(disk.name().charAt(disk.name().length() - 1));
    return disk.name() + (digit ? "p" : "") + number;
  }

  @Override
  public long size() {
    return config.bytes();
  }

  @Override
  public boolean isReadOnly() {
    return disk.isReadOnly();
  }

  @Override
  public int read(long position, byte[] buffer, int length) throws IOException {
    long left = size() - position;
    return left <= 0 ? -1 : disk.read(start + position, buffer, (int) Math.min(length, left));
  }

  @Override
  public void write(long position, byte[] bytes, int length) throws IOException {
    if (position + length > size()) {
      throw new IOException("No space left on device");
    }
    disk.write(start + position, bytes, length);
  }

  /** Returns what the kernel tells of it in {@code uevent}. */
  String uevent() {
    return "MAJOR=179\nMINOR=%d\nDEVNAME=%s\nDEVTYPE=partition\nPARTN=%d\nPARTNAME=%s\n"
        .formatted(number, name(), number, config.label());
  }
}
