package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.runtime.job.JobQueue;
import dev.jerboa.runtime.job.JobResult;
import dev.jerboa.runtime.job.LoadedJob;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows jobs to people: the steps as they end, then where the time went and the verdict. */
public final class JobPrinter implements JobQueue.Output {
  private final PrintStream out;
  private final Style style;
  private final FlashListener progress;

  private JobPrinter(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
    this.progress = new ProgressPrinter(out, style);
  }

  /**
   * Chooses how a job is shown.
   *
   * @param alone whether it is the only one; otherwise every line begins with its name
   */
  public static JobQueue.Output choose(LoadedJob job, boolean json, boolean alone) {
    if (json) {
      return new JobEvents(job);
    }
    Style style = Style.ofThisProcess();
    return alone
        ? new JobPrinter(System.out, style)
        : new JobPrinter(
            PrefixedStream.of(System.out, job.name()), new Style(false, style.color()));
  }

  @Override
  public FlashListener events() {
    return event -> {
      if (!(event instanceof FlashEvent.Finished)) { // the job has one timeline, at its end
        progress.on(event);
      }
    };
  }

  @Override
  public void finished(JobResult result) {
    Timeline timeline = new Timeline(out, style);
    timeline.stages(result.stages(), "whole job", result.took());
    result.error().ifPresent(this::error);
    out.println(verdict(result));
    result.flash().flatMap(JobResult.Flash::report).ifPresent(timeline::facts);
    result.power().ifPresent(power -> out.println("  power       " + power));
    result.transcript().ifPresent(file -> out.println("  transcript  " + file));
    out.flush();
  }

  private void error(JobResult.Failure error) {
    out.println(style.red("error: ") + error.message());
    if (!error.hint().isEmpty()) {
      out.println("  hint: " + error.hint());
    }
    out.println(style.dim("  (" + error.code() + ", exit code " + error.exitCode() + ")"));
    out.println();
  }

  private String verdict(JobResult result) {
    String text = "Job %s: %s".formatted(result.name(), result.verdict()) + counts(result) + ".";
    return switch (result.verdict()) {
      case PASSED -> style.green(text);
      case FAILED, ERROR, CANCELLED -> style.red(text);
      case SKIPPED -> text;
    };
  }

  private static String counts(JobResult result) {
    String flash = result.flash().map(JobPrinter::flash).orElse("");
    long passed =
        result.checks().stream()
            .filter(check -> check.verdict() == JobResult.Verdict.PASSED)
            .count();
    return result.checks().isEmpty()
        ? flash
        : "%s; %d of %d checks passed".formatted(flash, passed, result.checks().size());
  }

  private static String flash(JobResult.Flash flash) {
    return flash
        .report()
        .map(report -> report.verified() ? "; flashed and verified" : "; flashed, UNVERIFIED")
        .orElse("; not flashed");
  }

  /** Shows how several jobs ended, a line each. */
  public static void summary(List<JobResult> results) {
    System.out.println();
    for (JobResult result : results) {
      String why = result.error().flatMap(error -> error.message().lines().findFirst()).orElse("");
      System.out.println(
          "  %-24s %-9s %8s  %s"
              .formatted(result.name(), result.verdict(), Units.time(result.took()), why)
              .stripTrailing());
    }
  }

  /** Shows a job to a machine. */
  private static final class JobEvents implements JobQueue.Output {
    private final JsonEvents json;

    JobEvents(LoadedJob job) {
      json =
          new JsonEvents(
              System.out, new TreeMap<>(Map.of("job", job.name(), "board", job.boardPath())));
    }

    @Override
    public FlashListener events() {
      return json;
    }

    @Override
    public void finished(JobResult result) {
      json.print(new JobFinished(result));
    }

    /** The last event of a job. */
    private record JobFinished(JobResult result) {}
  }
}
