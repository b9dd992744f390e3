package dev.jerboa.api.flash;

import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a flash that succeeded went.
 *
 * @param verified whether the device was read back and equals the image
 * @param image the image file
 * @param sha256 the SHA-256 of the decoded image
 * @param bytes the size of the decoded image
 * @param device the device that was written
 * @param attempts how many attempts it took
 * @param rewritten how many segments had to be written again
 * @param stages the steps of the last attempt in order, with the steps done once per flash
 * @param total the time of the whole flash
 * @param power the power state the board was left in
 * @param transcript the file with everything the console printed
 */
public record FlashReport(
    boolean verified,
    Path image,
    String sha256,
    long bytes,
    BlockDevice device,
    int attempts,
    int rewritten,
    List<Stage> stages,
    Duration total,
    PowerState power,
    Path transcript) {
  public FlashReport {
    stages = List.copyOf(stages);
  }

  /** A step and the time it took. */
  public record Stage(String step, String title, Duration took) {}
}
