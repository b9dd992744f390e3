package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.flash.Targets.Target;
import dev.jerboa.runtime.transfer.FetchingShell;
import dev.jerboa.runtime.transfer.Following;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the one disk or partition that is meant, and refuses it unless it can be written as a
 * whole.
 */
final class ResolveTarget implements Step {
  private static final Duration SHORT = Duration.ofSeconds(30);

  /** The kernel counts in units of this size whatever the device has. */
  private static final long SECTOR = 512;

  @Override
  public String id() {
    return "resolve-target";
  }

  @Override
  public String title() {
    return "Find and check the target";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.SHELL, Part.IMAGE, Targets.PART, FetchingShell.PART);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.TARGET, Part.TOOLS);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Target target = run.get(Targets.PART).of(run.image());
    Optional<String> label = run.image().partition();
    DeviceNodes nodes = new DeviceNodes(run);
    String disk = nodes.disk(target);
    String path = label.isPresent() ? nodes.partition(disk, label.get()) : disk;
    requireApart(path, run.all(Part.TARGET));
    BlockDevice device = new BlockDevice(target.name(), label, path, writableSize(path, run));
    requireRoom(new Following(run.get(Part.IMAGE)).size(), device);
    run.put(Part.TARGET, device);
    run.put(Part.TOOLS, ToolProbe.of(device, run));
  }

  /** Two targets of a bundle may stand for one disk, which only the board shows. */
  private static void requireApart(String path, List<BlockDevice> others) {
    for (BlockDevice other : others) {
      boolean collide =
          path.matches(DeviceNodes.withPartitions(other.path()))
              || other.path().matches(DeviceNodes.withPartitions(path));
      if (collide) {
        throw JerboaException.of(
                ErrorClass.TARGET,
                "shared",
                "%s would be written by two images, since %s is %s; nothing was written"
                    .formatted(path, other.place(), other.path()))
            .hint("Give each image a target, or a partition of a target, of its own.");
      }
    }
  }

  private static void requireRoom(long needed, BlockDevice device) {
    if (needed > device.size()) {
      throw JerboaException.of(
              ErrorClass.IMAGE,
              "too-large",
              "The image has %,d bytes decoded, %s (%s) has %,d; nothing was written"
                  .formatted(needed, device.path(), device.place(), device.size()))
          .hint("Choose a larger target, or an image made for this one.");
    }
  }

  /** One question about everything that must hold, since each costs a turn on the console. */
  private static long writableSize(String path, FlashRun run) throws InterruptedException {
    String name = DeviceNodes.kernelName(path);
    String question =
        "cat /sys/class/block/%s/size /sys/class/block/%s/ro; grep -shE '^%s ' %s"
            .formatted(name, name, DeviceNodes.withPartitions(path), "/proc/mounts /proc/swaps");
    List<String> answer =
        run.get(FetchingShell.PART).agreed(question, run.deadline(SHORT)).output().lines().toList();
    if (answer.size() < 2 || !answer.getFirst().matches("\\d{1,15}")) {
      throw JerboaException.of(
              ErrorClass.TARGET, "size", "The size of " + path + " cannot be read: " + answer)
          .hint("Check that the kernel of the flasher OS mounts /sys.");
    }
    if (!answer.get(1).equals("0")) {
      throw JerboaException.of(ErrorClass.TARGET, "read-only", path + " is write-protected")
          .hint("Slide the card's lock, or check the write-protect settings of the board.");
    }
    if (answer.size() > 2) {
      throw JerboaException.of(
              ErrorClass.TARGET, "busy", path + " is in use on the board: " + answer.get(2))
          .hint("Use a flasher OS that mounts nothing from the target.");
    }
    return Long.parseLong(answer.getFirst()) * SECTOR;
  }
}
