package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A block device whose content is a file of this host. Errors carry the words of Linux. */
final class SimulatedDisk implements BlockNode {
  private static final int PAGE = 4096;

  /** Where the first partition begins, as partitioning programs do it. */
  static final long FIRST_PARTITION = 1 << 20;

  private final String name;
  private final SimulatorConfig.Disk config;
  private final Path file;
  private final Faults faults;

  SimulatedDisk(String name, SimulatorConfig.Disk config, Path file, Faults faults) {
    this.name = name;
    this.config = config;
    this.file = file;
    this.faults = faults;
  }

  /** Makes the file where it is absent, and gives it the size of the disk. */
  void open() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(config.bytes());
      if (channel.size() < config.bytes()) {
        int _ = channel.write(ByteBuffer.allocate(1), config.bytes() - 1);
      }
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** Returns the partitions, which lie one behind the other. */
  List<SimulatedPartition> partitions() {
    List<SimulatedPartition> partitions = new ArrayList<>();
    long start = FIRST_PARTITION;
    for (SimulatorConfig.Partition partition : config.partitions()) {
      partitions.add(new SimulatedPartition(this, partitions.size() + 1, start, partition));
      start += partition.bytes();
    }
    return partitions;
  }

  /** Returns where sysfs shows the device. */
  String sysfs() {
    return config.sysfs().orElse("/sys/devices/platform/simulated") + "/block/" + name;
  }

  @Override
  public long size() {
    return fault(Kind.TOO_SMALL).map(Fault::at).orElse(config.bytes());
  }

  @Override
  public boolean isReadOnly() {
    return fault(Kind.READ_ONLY).isPresent();
  }

  /** Returns whether the kernel has found it this many nanoseconds after its start. */
  boolean isThere(long nanos) {
    return fault(Kind.LATE_DISK).filter(late -> late.after().toNanos() > nanos).isEmpty();
  }

  private Optional<Fault> fault(Kind kind) {
    return faults.waiting(kind).stream().filter(fault -> fault.concerns(name)).findFirst();
  }

  @Override
  public int read(long position, byte[] buffer, int length) throws IOException {
    int wanted = (int) Math.min(length, size() - position);
    if (wanted <= 0) {
      return -1;
    }
    failAt(Kind.READ_ERROR, position, wanted);
    Optional<Fault> end = strike(Kind.SHORT_READ, position, wanted);
    if (end.isPresent()) {
      wanted = (int) (end.get().at() - position);
    }
    if (wanted == 0) {
      return -1;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return get(channel, position, ByteBuffer.wrap(buffer, 0, wanted));
    }
  }

  @Override
  public void write(long position, byte[] bytes, int length) throws IOException {
    if (isReadOnly()) {
      throw new IOException("Operation not permitted");
    }
    if (position + length > size()) {
      throw new IOException("No space left on device");
    }
    failAt(Kind.WRITE_ERROR, position, length);
    byte[] written = Arrays.copyOf(bytes, length);
    strike(Kind.BIT_FLIP, position, length)
        .ifPresent(flip -> written[(int) (flip.at() - position)] ^= 1);
    Optional<Fault> lost = strike(Kind.LOST_WRITE, position, length);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long from = position;
      if (lost.isPresent()) {
        long page = lost.get().at() / PAGE * PAGE;
        put(channel, from, written, new Part(0, (int) Math.max(0, page - position)));
        from = Math.min(position + length, page + PAGE);
      }
      put(channel, from, written, new Part((int) (from - position), length));
    }
  }

  private record Part(int from, int to) {}

  private void put(FileChannel channel, long position, byte[] bytes, Part part) throws IOException {
    for (int done = part.from(); done < part.to(); ) {
      long at = position + done - part.from();
      ByteBuffer piece = ByteBuffer.wrap(bytes, done, together(at, part.to() - done));
      done += channel.write(piece, real(at));
    }
  }

  private int get(FileChannel channel, long position, ByteBuffer target) throws IOException {
    int start = target.position();
    int end = target.limit();
    while (target.position() < end) {
      long at = position + target.position() - start;
      target.limit(target.position() + together(at, target.remaining()));
      if (channel.read(target, real(at)) < 0) {
        return -1;
      }
      target.limit(end);
    }
    return end - start;
  }

  /** Returns where a byte really is. */
  private long real(long position) {
    return memory().map(size -> position % size).orElse(position);
  }

  /** Returns how many of so many bytes lie together from a position on. */
  private int together(long position, int length) {
    return memory().map(size -> (int) Math.min(length, size - position % size)).orElse(length);
  }

  private Optional<Long> memory() {
    return fault(Kind.WRAP).map(Fault::at).filter(size -> size > 0);
  }

  private void failAt(Kind kind, long position, int length) throws IOException {
    if (strike(kind, position, length).isPresent()) {
      throw new IOException("Input/output error");
    }
  }

  private Optional<Fault> strike(Kind kind, long position, int length) {
    return faults.strike(
        kind,
        fault -> fault.concerns(name) && fault.at() >= position && fault.at() < position + length);
  }
}
