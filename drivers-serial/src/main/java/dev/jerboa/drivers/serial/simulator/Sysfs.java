package dev.jerboa.drivers.serial.simulator;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the kernel of the flasher OS tells about its devices in files. */
final class Sysfs {
  private static final int SECTOR = 512;
  private static final Pattern OF_NODE =
      Pattern.compile("/sys/class/block/(\\w+/)?(?<name>\\w+)/(?<what>size|ro|uevent)");
  private static final Pattern OF_PARTITIONS =
      Pattern.compile("/sys/class/block/(?<disk>\\w+)/\\*/uevent");

  private final List<SimulatedDisk> disks;
  private final long started = System.nanoTime();

  Sysfs(List<SimulatedDisk> disks) {
    this.disks = disks;
  }

  /** Returns the disks that the kernel has found so far. */
  List<SimulatedDisk> disks() {
    long running = System.nanoTime() - started;
    return disks.stream().filter(disk -> disk.isThere(running)).toList();
  }

  Optional<BlockNode> node(String path) {
    return nodes().filter(node -> node.node().equals(path)).findFirst();
  }

  private Stream<BlockNode> nodes() {
    return disks().stream().flatMap(disk -> Stream.concat(Stream.of(disk), partitions(disk)));
  }

  private static Stream<SimulatedPartition> partitions(SimulatedDisk disk) {
    return disk.partitions().stream();
  }

  /** Returns the files that a path names, which may be the pattern for all partitions of a disk. */
  List<String> files(String path) {
    Matcher ofPartitions = OF_PARTITIONS.matcher(path);
    if (!ofPartitions.matches()) {
      return List.of(path);
    }
    return disks().stream()
        .filter(disk -> disk.name().equals(ofPartitions.group("disk")))
        .flatMap(Sysfs::partitions)
        .map(partition -> path.replace("*", partition.name()))
        .toList();
  }

  /** Returns the content of a file, nothing where there is none. */
  Optional<String> read(String path) {
    Matcher ofNode = OF_NODE.matcher(path);
    if (ofNode.matches()) {
      return node("/dev/" + ofNode.group("name"))
          .flatMap(node -> attribute(node, ofNode.group("what")));
    }
    return switch (path) {
      case "/proc/partitions" -> Optional.of(partitions());
      case "/proc/mounts" -> Optional.of(mounts());
      case "/proc/cpuinfo" -> Optional.of("processor\t: 0\nprocessor\t: 1\n");
      default -> Optional.empty();
    };
  }

  private static Optional<String> attribute(BlockNode node, String name) {
    return switch (name) {
      case "ro" -> Optional.of(node.isReadOnly() ? "1\n" : "0\n");
      case "size" -> Optional.of(node.size() / SECTOR + "\n");
      default ->
          node instanceof SimulatedPartition partition
              ? Optional.of(partition.uevent())
              : Optional.empty();
    };
  }

  private String mounts() {
    return "rootfs / rootfs rw 0 0\nsysfs /sys sysfs rw 0 0\n"
        + disks().stream()
            .flatMap(Sysfs::partitions)
            .filter(partition -> partition.config().mounted())
            .map(partition -> partition.node() + " /mnt ext4 rw 0 0\n")
            .collect(Collectors.joining());
  }

  private String partitions() {
    return "major minor  #blocks  name\n\n"
        + nodes()
            .map(node -> " 179 0 %d %s\n".formatted(node.size() / 1024, node.name()))
            .collect(Collectors.joining());
  }
}
