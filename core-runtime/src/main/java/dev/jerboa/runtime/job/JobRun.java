package dev.jerboa.runtime.job;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.console.Transcript;
import dev.jerboa.runtime.flash.Failures;
import dev.jerboa.runtime.flash.PowerSwitch;
import dev.jerboa.runtime.job.JobResult.CheckResult;
import dev.jerboa.runtime.job.JobResult.Failure;
import dev.jerboa.runtime.job.JobResult.Flash;
import dev.jerboa.runtime.job.JobResult.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one job: flash, start the board, check, leave the power as declared.
 *
 * <p>Runs in the calling thread; interrupting it ends the job with the power off in a few seconds.
 */
public final class JobRun {
  private static final int LAST_LINES = 30;

  private final LoadedJob loaded;
  private final Job job;
  private final Recorder recorder;
  private final PowerSwitch power;
  private final Path runFolder;
  private final List<CheckResult> checked = new ArrayList<>();
  private Optional<Flash> flash = Optional.empty();
  private Optional<LineSession> session = Optional.empty();
  private Deadline whole = Deadline.after(Duration.ZERO);
  private int attempts;

  private JobRun(LoadedJob loaded, FlashListener listener) {
    this.loaded = loaded;
    this.job = loaded.job();
    this.recorder = new Recorder(loaded.masker(), listener);
    this.power = new PowerSwitch(loaded.board().wiring().power());
    this.runFolder = loaded.lab().newRunFolder();
  }

  /**
   * Runs a job to its end and closes it; what goes wrong is in the result.
   *
   * @param listener hears the events of the flash, and of each check as a step; without secrets
   */
  public static JobResult run(LoadedJob job, FlashListener listener) {
    return new JobRun(job, listener).run();
  }

  /** Closes a job that was not begun, because the jobs were interrupted. */
  static JobResult cancelled(LoadedJob job) {
    JobRun none = new JobRun(job, FlashListener.NONE);
    none.close();
    return none.result(
        Instant.now(), Duration.ZERO, Optional.of(new CancelledException("The job")));
  }

  private JobResult run() {
    Instant started = Instant.now();
    long start = System.nanoTime();
    Optional<JerboaException> error = Optional.empty();
    try {
      loaded.lab().use();
      whole = Deadline.after(job.timeout());
      if (job.flash().isPresent()) {
        flash(job.flash().get());
      }
      if (!job.checks().isEmpty()) {
        check();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      error = Optional.of(Failures.classified("The job", e));
    }
    error = leavePower(error);
    close();
    return result(started, Duration.ofNanos(System.nanoTime() - start), error);
  }

  private void flash(JobFlash wanted) {
    long start = System.nanoTime();
    try {
      FlashReport report =
          loaded
              .lab()
              .flashService(runFolder)
              .flash(loaded.board(), loaded.request(wanted, whole.remaining()), recorder);
      flash =
          Optional.of(
              new Flash(Verdict.PASSED, report.total(), Optional.of(report), Optional.empty()));
    } catch (RuntimeException | Error e) {
      JerboaException error = overtime(Failures.classified("The flash", e), "the flash");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      flash =
          Optional.of(
              new Flash(Verdict.of(error), took, Optional.empty(), Optional.of(failure(error))));
      throw error;
    }
  }

  private void check() throws InterruptedException {
    Console console = loaded.board().wiring().console();
    LineSession line = new LineSession(console, Transcript.to(runFolder.resolve("console.log")));
    session = Optional.of(line);
    int most = job.retries() + 1;
    for (boolean again = true; again; ) {
      attempts++;
      recorder.on(new FlashEvent.AttemptStarted(attempts, most));
      again = attempt(console, line, attempts < most);
    }
  }

  /** Returns whether another attempt shall follow. */
  private boolean attempt(Console console, LineSession line, boolean attemptsLeft)
      throws InterruptedException {
    checked.clear();
    try {
      step("start-board", "Start the board", () -> power.restart(console, line, whole::atMost));
      CheckRunner runner = new CheckRunner(line);
      for (Check check : job.checks()) {
        check(check, runner);
      }
      return false;
    } catch (JerboaException e) {
      boolean mayPass = e.errorClass() == ErrorClass.CHECK || e.isRetryable();
      if (!attemptsLeft || !mayPass || whole.expired()) {
        throw e;
      }
      recorder.note("the checks start again from a power cycle, because: " + e.getMessage());
      return true;
    }
  }

  private void check(Check check, CheckRunner runner) throws InterruptedException {
    String title = loaded.masker().mask(check.title());
    long start = System.nanoTime();
    Optional<JerboaException> error = Optional.empty();
    try {
      step("check-" + (checked.size() + 1), title, () -> runner.run(check, whole));
    } catch (JerboaException e) {
      error = Optional.of(e);
      throw e;
    } finally {
      checked.add(
          new CheckResult(
              title,
              error.map(Verdict::of).orElse(Verdict.PASSED),
              Duration.ofNanos(System.nanoTime() - start),
              error.map(this::failure)));
    }
  }

  @FunctionalInterface
  private interface Action {
    void run() throws InterruptedException;
  }

  private void step(String id, String title, Action action) {
    recorder.on(new FlashEvent.StepStarted(id, title));
    long start = System.nanoTime();
    try {
      action.run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      recorder.on(new FlashEvent.StepFinished(id, title, took));
    } catch (InterruptedException | RuntimeException | Error e) {
      String where = "'" + title + "'";
      JerboaException error = overtime(Failures.classified("The step " + where, e), where);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      recorder.on(
          new FlashEvent.StepFailed(
              id, title, took, error.code(), String.valueOf(error.getMessage())));
      throw error;
    }
  }

  /** Names the real reason of a failure that came because the time for the job was up. */
  private JerboaException overtime(JerboaException error, String during) {
    if (!whole.expired() || error.errorClass() == ErrorClass.CANCELLED) {
      return error;
    }
    return JerboaException.of(
            error.errorClass(),
            "job-timeout",
            "The job was not done within its time limit of %d s; it was in %s"
                .formatted(job.timeout().toSeconds(), during))
        .hint("Give it more with the key 'timeout', or find out what took so long.")
        .causedBy(error);
  }

  /**
   * Leaves the power as declared where the job came to a verdict on the board, and off otherwise;
   * the flashing engine has done so itself for what it touched.
   */
  private Optional<JerboaException> leavePower(Optional<JerboaException> error) {
    boolean verdict = error.isEmpty() || error.get().errorClass() == ErrorClass.CHECK;
    PowerState state = verdict ? job.powerAfter() : PowerState.OFF;
    if (!power.touched()) {
      return error;
    }
    try {
      if (state == PowerState.OFF) {
        power.leave(state);
      }
      recorder.on(new FlashEvent.PowerLeft(state));
      return error;
    } catch (RuntimeException e) {
      JerboaException stuck = Failures.classified("Switching the power off", e);
      recorder.note("the board is STILL ON: " + stuck.getMessage());
      error.ifPresent(first -> first.addSuppressed(stuck));
      return error.or(() -> Optional.of(stuck));
    }
  }

  private void close() {
    try {
      session.ifPresent(LineSession::close);
      loaded.close();
    } catch (RuntimeException e) {
      recorder.note("closing the lab failed: " + e.getMessage());
    }
  }

  private JobResult result(Instant started, Duration took, Optional<JerboaException> error) {
    Path transcript = runFolder.resolve("console.log");
    return new JobResult(
        loaded.name(),
        loaded.file(),
        loaded.lab().name(),
        loaded.boardPath(),
        error.map(Verdict::of).orElse(Verdict.PASSED),
        error.map(JerboaException::exitCode).orElse(0),
        attempts,
        started,
        took,
        flash.or(() -> job.flash().map(_ -> Flash.SKIPPED)),
        withSkipped(),
        recorder.stages(),
        error.map(this::failure),
        recorder.power(),
        Optional.of(transcript).filter(Files::exists),
        Transcript.lastLines(transcript, LAST_LINES).stream().map(loaded.masker()::mask).toList());
  }

  private List<CheckResult> withSkipped() {
    List<CheckResult> all = new ArrayList<>(checked);
    for (Check check : job.checks().subList(checked.size(), job.checks().size())) {
      String title = loaded.masker().mask(check.title());
      all.add(new CheckResult(title, Verdict.SKIPPED, Duration.ZERO, Optional.empty()));
    }
    return all;
  }

  private Failure failure(JerboaException error) {
    return Failure.of(error, loaded.masker());
  }
}
