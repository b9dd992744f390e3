package dev.jerboa.drivers.serial.simulator;

import java.io.IOException;

/** A device that {@code dd} can open: a disk or a partition of one. */
interface BlockNode {
  String name();

  default String node() {
    return "/dev/" + name();
  }

  /** Returns the size in bytes. */
  long size();

  boolean isReadOnly();

  /** Returns how many bytes were read, -1 at the end. */
  int read(long position, byte[] buffer, int length) throws IOException;

  void write(long position, byte[] bytes, int length) throws IOException;
}
