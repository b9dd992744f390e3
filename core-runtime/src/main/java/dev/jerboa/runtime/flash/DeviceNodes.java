package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.runtime.flash.Targets.Target;
import dev.jerboa.runtime.transfer.FetchingShell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds device nodes on the board, by what its kernel tells in {@code /sys}. */
final class DeviceNodes {
  /** A card may take a while to be probed after the login prompt is there. */
  private static final Duration DISK_APPEARS = Duration.ofSeconds(15);

  /** The kernel reads the partition table right after it has shown the disk. */
  private static final Duration PARTITIONS_APPEAR = Duration.ofSeconds(3);

  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final String BY_ADDRESS = "/sys/class/block#";

  private final FetchingShell shell;
  private final FlashRun run;

  DeviceNodes(FlashRun run) {
    this.shell = run.get(FetchingShell.PART);
    this.run = run;
  }

  /** A partition with its label, as the kernel names both. */
  private record Partition(String path, String label) {}

  /** Returns the last part of a path, which names the device in {@code /sys/class/block}. */
  static String kernelName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns a regular expression, of grep and of Java, for a disk and its partitions. */
  static String withPartitions(String disk) {
    String number = Character.isDigit(disk.charAt(disk.length() - 1)) ? "p[0-9]+" : "[0-9]+";
    return disk + "(" + number + ")?";
  }

  /**
   * Returns the one device that a target names.
   *
   * @throws JerboaException of class {@code TARGET}: {@code missing} or {@code ambiguous}
   */
  String disk(Target target) throws InterruptedException {
    Deadline deadline = run.deadline(DISK_APPEARS);
    List<String> found = candidates(target.device());
    while (found.isEmpty() && !deadline.expired()) {
      found = candidates(target.device());
    }
    if (found.size() != 1) {
      throw notOne(target, found);
    }
    return found.getFirst();
  }

  private List<String> candidates(String device) throws InterruptedException {
    return device.startsWith(BY_ADDRESS)
        ? byAddress(device.substring(BY_ADDRESS.length()))
        : byPath(device);
  }

  /** A path that is no block device would become a plain file in memory, so it is tested first. */
  private List<String> byPath(String path) throws InterruptedException {
    String quoted = Shell.quote(path);
    return paths("[ -b " + quoted + " ] && readlink -f " + quoted);
  }

  /**
   * Whole disks below a hardware address: the numbering of {@code mmcblk} is not stable. The boot
   * and replay-protected areas of an eMMC are disks of their own and are never meant.
   */
  private List<String> byAddress(String address) throws InterruptedException {
    String list =
        "for b in /sys/class/block/*; do [ -e $b/partition ] || readlink -f $b; done | grep -F -- "
            + Shell.quote(address);
    return paths(list).stream()
        .map(DeviceNodes::kernelName)
        .filter(name -> !name.matches(".*(boot\\d+|rpmb)"))
        .map(name -> "/dev/" + name)
        .toList();
  }

  private List<String> paths(String question) throws InterruptedException {
    return ask(question).stream().map(String::strip).filter(line -> line.startsWith("/")).toList();
  }

  private List<String> ask(String question) throws InterruptedException {
    return shell.agreed(question, run.deadline(SHORT)).output().lines().toList();
  }

  private JerboaException notOne(Target target, List<String> found) throws InterruptedException {
    String there =
        shell.run("cat /proc/partitions", run.deadline(SHORT)).output().indent(4).stripTrailing();
    String code = found.isEmpty() ? "missing" : "ambiguous";
    return JerboaException.of(
            ErrorClass.TARGET,
            code,
            "Target '%s' (%s) names %s; the board has:\n%s"
                .formatted(
                    target.name(),
                    target.device(),
                    found.isEmpty() ? "no block device" : "more than one device " + found,
                    there))
        .hint("Correct spec.targets in the manifest, or check that the card is inserted.");
  }

  /**
   * Returns the one partition of a disk that has a label. Other disks may have it, too.
   *
   * @throws JerboaException of class {@code TARGET}: {@code no-partition} or {@code
   *     ambiguous-partition}
   */
  String partition(String disk, String label) throws InterruptedException {
    Deadline deadline = run.deadline(PARTITIONS_APPEAR);
    List<Partition> all = partitions(disk);
    while (labelled(all, label).isEmpty() && !deadline.expired()) {
      all = partitions(disk);
    }
    List<String> found = labelled(all, label);
    if (found.size() != 1 || byPath(found.getFirst()).isEmpty()) {
      throw notOnePartition(disk, label, all);
    }
    return found.getFirst();
  }

  private static List<String> labelled(List<Partition> partitions, String label) {
    return partitions.stream()
        .filter(partition -> partition.label().equals(label))
        .map(Partition::path)
        .toList();
  }

  /** Asks the kernel, which needs no udev, and of this disk only. */
  private List<Partition> partitions(String disk) throws InterruptedException {
    String events = "/sys/class/block/" + kernelName(disk) + "/*/uevent";
    Pattern line = Pattern.compile("/sys/class/block/[^/]+/([^/]+)/uevent:PARTNAME=(.*)");
    List<Partition> found = new ArrayList<>();
    for (String answer : ask("grep -H '^PARTNAME=' " + events + " 2>/dev/null")) {
      var matcher = line.matcher(answer);
      if (matcher.matches()) {
        found.add(new Partition("/dev/" + matcher.group(1), matcher.group(2)));
      }
    }
    return found;
  }

  private static JerboaException notOnePartition(String disk, String label, List<Partition> all) {
    List<String> found = labelled(all, label);
    String there =
        all.stream()
            .map(partition -> "\n    %s  %s".formatted(partition.path(), partition.label()))
            .collect(Collectors.joining());
    String trouble =
        switch (found.size()) {
          case 0 -> "no partition '%s'".formatted(label);
          case 1 -> "no device node for its partition '%s'".formatted(label);
          default -> "more than one partition '%s'".formatted(label);
        };
    return JerboaException.of(
            ErrorClass.TARGET,
            found.size() > 1 ? "ambiguous-partition" : "no-partition",
            "%s has %s; it has %s"
                .formatted(disk, trouble, all.isEmpty() ? "none with a label" : ":" + there))
        .hint("Name a label of this disk, or flash an image of the whole disk first.");
  }
}
