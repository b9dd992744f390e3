package dev.jerboa.api.flash;

import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a flash that succeeded went.
 *
 * @param verified whether everything written was read back and equals the images
 * @param written what was written, in the order of the request's images
 * @param attempts how many attempts it took
 * @param stages the steps of the last attempt in order, with the steps done once per flash
 * @param total the time of the whole flash
 * @param power the power state the board was left in
 * @param transcript the file with everything the console printed
 */
public record FlashReport(
    boolean verified,
    List<Written> written,
    int attempts,
    List<Stage> stages,
    Duration total,
    PowerState power,
    Path transcript) {
  public FlashReport {
    written = List.copyOf(written);
    stages = List.copyOf(stages);
  }

  /**
   * An image and the device that holds it.
   *
   * @param file the image file
   * @param sha256 the SHA-256 of the decoded image
   * @param bytes the size of the decoded image
   * @param device the device that was written
   * @param verified how many segments were read back and found equal; 0 if the device was not read
   * @param rewritten how many of them had to be written again first
   * @param algorithm by which they were compared; empty if the device was not read
   * @param effort how many of the bytes were written, and how many needed no writing
   */
  public record Written(
      Path file,
      String sha256,
      long bytes,
      BlockDevice device,
      int verified,
      int rewritten,
      Optional<DigestAlgorithm> algorithm,
      WriteSummary effort) {}

  /** A step and the time it took; a step per image occurs once for each. */
  public record Stage(String step, String title, Duration took) {}
}
