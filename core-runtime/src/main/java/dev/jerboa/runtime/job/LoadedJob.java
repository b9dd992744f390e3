package dev.jerboa.runtime.job;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.config.Masker;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A job that was checked, with the lab it uses. Nothing of the board has been touched.
 *
 * @param file the job file
 * @param labFile the exporter file; two jobs with the same one share a board
 * @param boardPath the dotted path of the board in the lab
 * @param masker hides the secrets of the job and its lab
 */
public record LoadedJob(Path file, Job job, Path labFile, Lab lab, String boardPath, Masker masker)
    implements AutoCloseable {
  /**
   * Makes a job of a flash.
   *
   * @param labFile stands for the job file, too
   * @throws JerboaException of class {@code USAGE}, {@code no-board}; the lab is closed then
   */
  public static LoadedJob flash(Path labFile, Lab lab, String board, FlashRequest request) {
    if (lab.tree().find(board).flatMap(node -> node.capability(Board.class)).isEmpty()) {
      lab.close();
      throw JerboaException.of(
              ErrorClass.USAGE, "no-board", "%s has no board '%s'".formatted(labFile, board))
          .hint("All configuration files need a board of this name.");
    }
    Job job = Job.of(lab.name(), JobFlash.of(request), request.powerAfter(), request.timeout());
    return new LoadedJob(labFile, job, labFile, lab, board, lab.masker());
  }

  /** Returns the name in the file's metadata. */
  public String name() {
    return job.metadata().name();
  }

  Board board() {
    return lab.tree().find(boardPath).flatMap(node -> node.capability(Board.class)).orElseThrow();
  }

  /** Returns what is asked of the flashing engine; checks start the board themselves. */
  FlashRequest request(JobFlash flash, Duration most) {
    FlashRequest.Builder request =
        FlashRequest.of(flash.images().stream().map(image -> image.in(folder(file))).toList())
            .verify(flash.verify())
            .exact(flash.exact())
            .retries(flash.retries())
            .powerAfter(job.checks().isEmpty() ? job.powerAfter() : PowerState.OFF)
            .timeout(flash.timeout().compareTo(most) < 0 ? flash.timeout() : most);
    flash.bundle().map(this::resolve).map(Path::toString).ifPresent(request::bundle);
    return request.build();
  }

  private Path resolve(String relative) {
    return folder(file).resolve(relative);
  }

  static Path folder(Path file) {
    return file.toAbsolutePath().normalize().getParent();
  }

  /** Returns what the job will do, as {@code nightly: board storage of bench-1: 4 checks}. */
  @Override
  public String toString() {
    String flash = job.flash().map(f -> "flash " + f.images().size() + " images, ").orElse("");
    return "%s: board %s of %s: %s%d checks, power %s"
        .formatted(name(), boardPath, lab.name(), flash, job.checks().size(), job.powerAfter());
  }

  @Override
  public void close() {
    lab.close();
  }
}
