package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.transfer.FetchingShell;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Removes the backup of an older, larger partition table from the end of the device.
 *
 * <p>A GPT keeps its backup in the last sectors (UEFI 2.10, 5.3.2). Left behind an image that is
 * smaller than the device, it could be taken for the image's own when that is damaged one day.
 */
final class ClearOldTable implements Step {
  private static final long SECTOR = 512;

  /** The backup header and its table of entries, for devices with sectors of 4096 bytes as well. */
  private static final long TAIL = 40;

  private static final Duration SHORT = Duration.ofSeconds(30);

  @Override
  public String id() {
    return "clear-old-table";
  }

  @Override
  public String title() {
    return "Remove an old backup partition table";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.IMAGE, Part.TARGET, FetchingShell.PART);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    BlockDevice device = run.get(Part.TARGET);
    long sectors = device.size() / SECTOR;
    long image = Math.ceilDiv(run.get(Part.IMAGE).size(), SECTOR);
    long start = Math.max(image, sectors - TAIL);
    if (device.partition().isEmpty() && start < sectors) {
      clear(device.path(), start, sectors, run);
    }
  }

  /**
   * Clears from {@code start} on, if a header is there: in the last sector of 512 or 4096 bytes.
   */
  private static void clear(String path, long start, long sectors, FlashRun run)
      throws InterruptedException {
    String there =
        LongStream.of(sectors - 1, sectors - 8)
            .filter(header -> header >= start)
            .mapToObj(header -> "old " + header)
            .collect(Collectors.joining(" || "));
    String script =
        """
        old() { dd if=%1$s bs=512 skip=$1 count=1 2>/dev/null | grep -q 'EFI PART'; }
        there() { %2$s; }
        there && echo cleared && dd if=/dev/zero of=%1$s bs=512 seek=%3$d count=%4$d conv=notrunc,fsync
        there || echo clear
        """
            .formatted(path, there, start, sectors - start);
    List<String> answer =
        run.get(FetchingShell.PART).run(script, run.deadline(SHORT)).output().lines().toList();
    if (answer.contains("cleared")) {
      run.note("an old backup partition table was removed from the end of " + path);
    }
    if (!answer.contains("clear")) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "old-table",
              "An old backup partition table at the end of %s cannot be removed: %s"
                  .formatted(path, answer))
          .hint("The medium may be worn or write-protected at its end: try another card.")
          .retryable();
    }
  }
}
