package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.BoardTools;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.dialog.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Finds the one block device that is meant, and refuses it unless it can be written as a whole. */
final class ResolveTarget implements Step {
  /** A card may take a while to be probed after the login prompt is there. */
  private static final Duration APPEARS = Duration.ofSeconds(15);

  private static final Duration SHORT = Duration.ofSeconds(30);

  /** The kernel counts in units of this size whatever the device has. */
  private static final long SECTOR = 512;

  private static final String BY_ADDRESS = "/sys/class/block#";

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
    return Set.of(Part.SHELL, Part.IMAGE, TargetChoice.PART);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.TARGET, Part.TOOLS);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    TargetChoice choice = run.get(TargetChoice.PART);
    Shell shell = run.get(Part.SHELL);
    String path = find(shell, choice, run.deadline(APPEARS));
    BlockDevice device = new BlockDevice(choice.name(), path, writableSize(shell, path, run));
    long needed = run.get(Part.IMAGE).size();
    if (needed > device.size()) {
      throw JerboaException.of(
              ErrorClass.IMAGE,
              "too-large",
              "The image has %,d bytes decoded, %s (%s) has %,d; nothing was written"
                  .formatted(needed, device.path(), device.target(), device.size()))
          .hint("Choose a larger target, or an image made for this one.");
    }
    run.put(Part.TARGET, device);
    run.put(Part.TOOLS, probe(shell, device, run));
  }

  private static String find(Shell shell, TargetChoice choice, Deadline deadline)
      throws InterruptedException {
    List<String> found = candidates(shell, choice);
    while (found.isEmpty() && !deadline.expired()) {
      found = candidates(shell, choice);
    }
    if (found.size() != 1) {
      throw notOne(shell, choice, found);
    }
    return found.getFirst();
  }

  private static List<String> candidates(Shell shell, TargetChoice choice)
      throws InterruptedException {
    String device = choice.device();
    return device.startsWith(BY_ADDRESS)
        ? byAddress(shell, device.substring(BY_ADDRESS.length()))
        : byPath(shell, device);
  }

  /** A path that is no block device would become a plain file in memory, so it is tested first. */
  private static List<String> byPath(Shell shell, String path) throws InterruptedException {
    String quoted = Shell.quote(path);
    return ask(shell, "[ -b " + quoted + " ] && readlink -f " + quoted);
  }

  /**
   * Whole disks below a hardware address: the numbering of {@code mmcblk} is not stable. The boot
   * and replay-protected areas of an eMMC are disks of their own and are never meant.
   */
  private static List<String> byAddress(Shell shell, String address) throws InterruptedException {
    String list =
        "for b in /sys/class/block/*; do [ -e $b/partition ] || readlink -f $b; done | grep -F -- "
            + Shell.quote(address);
    return ask(shell, list).stream()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .filter(name -> !name.matches(".*(boot\\d+|rpmb)"))
        .map(name -> "/dev/" + name)
        .toList();
  }

  private static List<String> ask(Shell shell, String question) throws InterruptedException {
    return Answers.agreed(shell, question, Deadline.after(SHORT))
        .output()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("/"))
        .toList();
  }

  private static JerboaException notOne(Shell shell, TargetChoice choice, List<String> found)
      throws InterruptedException {
    String there =
        shell.run("cat /proc/partitions", Deadline.after(SHORT)).output().indent(4).stripTrailing();
    String code = found.isEmpty() ? "missing" : "ambiguous";
    return JerboaException.of(
            ErrorClass.TARGET,
            code,
            "Target '%s' (%s) names %s; the board has:\n%s"
                .formatted(
                    choice.name(),
                    choice.device(),
                    found.isEmpty() ? "no block device" : "more than one device " + found,
                    there))
        .hint("Correct spec.targets in the manifest, or check that the card is inserted.");
  }

  /** One question about everything that must hold, since each costs a turn on the console. */
  private static long writableSize(Shell shell, String path, FlashRun run)
      throws InterruptedException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String question =
        "cat /sys/class/block/%s/size /sys/class/block/%s/ro; grep -hE '^%s(p?[0-9]+)? ' %s"
            .formatted(name, name, path, "/proc/mounts /proc/swaps");
    List<String> answer =
        Answers.agreed(shell, question, run.deadline(SHORT)).output().lines().toList();
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

  /** Opening with O_DIRECT and moving one page shows what this dd, kernel and driver can do. */
  private static BoardTools probe(Shell shell, BlockDevice device, FlashRun run)
      throws InterruptedException {
    String dd = "dd bs=4096 ";
    boolean write =
        shell
            .run(
                dd
                    + "if=/dev/null of=%s count=0 conv=notrunc oflag=direct"
                        .formatted(device.path()),
                run.deadline(SHORT))
            .ok();
    boolean read =
        shell
            .run(
                dd + "if=%s of=/dev/null count=1 iflag=direct,fullblock".formatted(device.path()),
                run.deadline(SHORT))
            .ok();
    if (run.request().verify() && !shell.run("command -v sha256sum", run.deadline(SHORT)).ok()) {
      throw JerboaException.of(
              ErrorClass.TARGET, "no-digest", "The flasher OS has no sha256sum to verify with")
          .hint("Use a bundle whose initramfs has it, or --no-verify, which the report will tell.");
    }
    return new BoardTools(write, read);
  }
}
