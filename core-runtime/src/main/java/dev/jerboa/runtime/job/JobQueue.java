package dev.jerboa.runtime.job;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.config.LabFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Runs several jobs, some at once; those that share a lab one after the other, in their order.
 *
 * <p>A job that fails does not stop the others. Interrupting the thread that waits ends them all
 * safely.
 */
public final class JobQueue {
  private final Function<LoadedJob, Output> outputs;
  private final Map<LoadedJob, JobResult> results = new ConcurrentHashMap<>();

  /** Makes a queue; {@code outputs} is asked once for each job that begins. */
  public JobQueue(Function<LoadedJob, Output> outputs) {
    this.outputs = outputs;
  }

  /** Where one job tells what happens; called by the thread of that job. */
  public interface Output {
    /** Returns who hears the events. */
    FlashListener events();

    /** Hears how the job went. */
    void finished(JobResult result);
  }

  /**
   * Runs all jobs and closes them.
   *
   * @param atOnce how many jobs run at once, at least 1
   * @return the results in the order of the jobs; cancelled ones for jobs that were not begun
   */
  public List<JobResult> run(List<LoadedJob> jobs, int atOnce) {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().name("job-", 1).factory())) {
      lanes(jobs).forEach(lane -> workers.execute(() -> run(lane)));
    } // closing waits for all; when interrupted, it interrupts the workers and waits on
    return jobs.stream().map(job -> results.computeIfAbsent(job, JobRun::cancelled)).toList();
  }

  private void run(List<LoadedJob> lane) {
    for (LoadedJob job : lane) {
      Output output = outputs.apply(job);
      JobResult result = JobRun.run(job, output.events());
      results.put(job, result);
      output.finished(result);
      if (result.verdict() == JobResult.Verdict.CANCELLED) {
        return;
      }
    }
  }

  private static Iterable<List<LoadedJob>> lanes(List<LoadedJob> jobs) {
    Map<Path, List<LoadedJob>> lanes = new LinkedHashMap<>();
    for (LoadedJob job : jobs) {
      lanes.computeIfAbsent(LabFiles.realPath(job.labFile()), _ -> new ArrayList<>()).add(job);
    }
    return lanes.values();
  }

  /**
   * Returns the exit code of several jobs, the worst first: cancelled, a defect of Jerboa, the
   * lowest of the other errors, a failing check, none.
   */
  public static int exitCode(List<JobResult> results) {
    return results.stream()
        .map(JobResult::exitCode)
        .filter(code -> code != 0)
        .min(Comparator.comparingInt(JobQueue::rank))
        .orElse(0);
  }

  private static int rank(int exitCode) {
    if (exitCode == ErrorClass.CANCELLED.exitCode()) {
      return 0;
    }
    return exitCode == ErrorClass.INTERNAL.exitCode() ? 1 : exitCode;
  }
}
