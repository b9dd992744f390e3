package dev.jerboa.drivers.serial.simulator;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the kernel of the flasher OS tells about its devices in files. */
final class Sysfs {
  private static final int SECTOR = 512;
  private static final Pattern OF_DISK =
      Pattern.compile("/sys/class/block/(?<name>\\w+)/(?<what>size|ro)");

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

  Optional<SimulatedDisk> disk(String node) {
    return disks().stream().filter(disk -> disk.node().equals(node)).findFirst();
  }

  /** Returns the content of a file, nothing where there is none. */
  Optional<String> read(String path) {
    Matcher ofDisk = OF_DISK.matcher(path);
    if (ofDisk.matches()) {
      return disk("/dev/" + ofDisk.group("name"))
          .map(disk -> ofDisk.group("what").equals("ro") ? ro(disk) : sectors(disk));
    }
    return switch (path) {
      case "/proc/partitions" -> Optional.of(partitions());
      case "/proc/mounts" -> Optional.of("rootfs / rootfs rw 0 0\nsysfs /sys sysfs rw 0 0\n");
      case "/proc/swaps" -> Optional.of("Filename\tType\tSize\tUsed\tPriority\n");
      default -> Optional.empty();
    };
  }

  private static String ro(SimulatedDisk disk) {
    return disk.isReadOnly() ? "1\n" : "0\n";
  }

  private static String sectors(SimulatedDisk disk) {
    return disk.size() / SECTOR + "\n";
  }

  private String partitions() {
    return "major minor  #blocks  name\n\n"
        + disks().stream()
            .map(disk -> " 179 0 %d %s\n".formatted(disk.size() / 1024, disk.name()))
            .collect(Collectors.joining());
  }
}
