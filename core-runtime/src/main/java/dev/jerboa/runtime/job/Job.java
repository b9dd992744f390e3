package dev.jerboa.runtime.job;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Key;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.config.JsonSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The content of a job file, kind {@code Job} of {@code jerboa.dev/v1alpha1}. */
public record Job(
    @Key("apiVersion") String apiVersion,
    String kind,
    Metadata metadata,
    @Doc("The exporter file: a path relative to this file, or a bare name as for -c.")
        Optional<String> lab,
    @Doc("The node to flash and check; may be absent when the lab has one board.")
        Optional<String> board,
    @Doc("What is flashed; a job may only check.") Optional<JobFlash> flash,
    @Doc("What must be true of the started board, in this order.") @Default("[]")
        List<Check> checks,
    @Doc("The power state at the end, also after a failing check.") @Default("off")
        PowerState powerAfter,
    @Doc("The time limit of the whole job, from when the board is free.") @Default("3h")
        Duration timeout,
    @Doc("How many more times the checks start again, from a power cycle, after one has failed.")
        @Default("0")
        int retries) {
  public static final String API_VERSION = "jerboa.dev/v1alpha1";
  public static final String KIND = "Job";

  public Job {
    // what is about one key comes first: the rest is not asked while other keys are wrong
    require(timeout.isPositive(), "timeout must be longer than 0 s");
    require(retries >= 0 && retries <= 100, "retries must be 0 to 100");
    require(flash.isPresent() || !checks.isEmpty(), "needs 'flash' or 'checks'");
    Check.requireLoginBeforeRun(checks);
  }

  /** Makes a job that flashes and checks nothing. */
  static Job of(String name, JobFlash flash, PowerState powerAfter, Duration timeout) {
    return new Job(
        API_VERSION,
        KIND,
        new Metadata(name),
        Optional.empty(),
        Optional.empty(),
        Optional.of(flash),
        List.of(),
        powerAfter,
        timeout,
        0);
  }

  /** Returns the JSON Schema of job files, as data for a JSON writer. */
  @SuppressWarnings("unchecked") // schemas are made of such maps
  public static Map<String, Object> schema() {
    Map<String, Object> schema = JsonSchema.of(Job.class);
    var keys = (Map<String, Map<String, Object>>) schema.get("properties");
    keys.get("apiVersion").put("const", API_VERSION);
    keys.get("kind").put("const", KIND);
    return schema;
  }

  static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** What the job is called in every output. */
  public record Metadata(String name) {
    public Metadata {
      require(!name.isBlank(), "name must not be empty");
      require(name.chars().noneMatch(Character::isISOControl), "name must be printable");
    }
  }
}
