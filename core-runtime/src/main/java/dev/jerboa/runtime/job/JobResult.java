package dev.jerboa.runtime.job;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.config.Masker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a job went; without secrets.
 *
 * @param name the job's name
 * @param file the job file
 * @param lab the name of the lab
 * @param board the dotted path of the board
 * @param attempts how often the checks were started
 * @param took the time from {@code started} to the end
 * @param flash what was flashed; empty for a job that only checks
 * @param checks in the order of the file, with those that were not reached
 * @param stages the steps that ended well, and the time each took
 * @param error why the job did not pass
 * @param power the power state the board was left in; empty if it was not touched or not reached
 * @param transcript the file with everything the console printed; empty if it was never opened
 * @param console its last lines
 */
public record JobResult(
    String name,
    Path file,
    String lab,
    String board,
    Verdict verdict,
    int exitCode,
    int attempts,
    Instant started,
    Duration took,
    Optional<Flash> flash,
    List<CheckResult> checks,
    List<Stage> stages,
    Optional<Failure> error,
    Optional<PowerState> power,
    Optional<Path> transcript,
    List<String> console) {
  public JobResult {
    checks = List.copyOf(checks);
    stages = List.copyOf(stages);
    console = List.copyOf(console);
  }

  /** How something ended. */
  public enum Verdict {
    PASSED,
    /** The board is not as a check demands, or does not hold the image. */
    FAILED,
    /** It could not be found out: something else than the board under test is at fault. */
    ERROR,
    CANCELLED,
    /** It was not reached. */
    SKIPPED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Verdict of(JerboaException error) {
      return switch (error.errorClass()) {
        case CHECK, VERIFY -> FAILED;
        case CANCELLED -> CANCELLED;
        default -> ERROR;
      };
    }
  }

  /** What went wrong, as people and machines are told. */
  public record Failure(String code, int exitCode, String message, String hint) {
    static Failure of(JerboaException error, Masker masker) {
      return new Failure(
          error.code(),
          error.exitCode(),
          masker.mask(String.valueOf(error.getMessage())),
          masker.mask(error.hint()));
    }
  }

  /** How the flash went, with its report if it succeeded. */
  public record Flash(
      Verdict verdict, Duration took, Optional<FlashReport> report, Optional<Failure> error) {
    static final Flash SKIPPED =
        new Flash(Verdict.SKIPPED, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /** How one check went. */
  public record CheckResult(String name, Verdict verdict, Duration took, Optional<Failure> error) {}
}
