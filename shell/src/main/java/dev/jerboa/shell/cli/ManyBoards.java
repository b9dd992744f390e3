package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.config.LabFiles;
import dev.jerboa.runtime.job.JobQueue;
import dev.jerboa.runtime.job.JobResult;
import dev.jerboa.runtime.job.LoadedJob;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.shell.output.JobPrinter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Flashes one image onto the boards of several labs at once, as jobs that were not written down.
 */
final class ManyBoards {
  private final RootCommand options;

  ManyBoards(RootCommand options) {
    this.options = options;
  }

  /**
   * Flashes the node at a path of every lab that was named.
   *
   * @return the exit code, the worst one
   */
  int flash(String board, FlashRequest request) {
    requireDifferent(options.configs());
    try (Plugins plugins = options.plugins()) {
      List<LoadedJob> jobs = load(board, request, plugins.catalog());
      return JobQueue.exitCode(run(jobs, jobs.size(), options.json()));
    }
  }

  private static void requireDifferent(List<String> labs) {
    Set<Path> files = new HashSet<>();
    for (String lab : labs) {
      if (!files.add(LabFiles.realPath(LabFiles.find(lab)))) {
        throw JerboaException.of(
                ErrorClass.USAGE, "same-lab", "The configuration file " + lab + " is named twice")
            .hint("Name each one once.");
      }
    }
  }

  /** Loads all labs or none. */
  private List<LoadedJob> load(String board, FlashRequest request, DriverCatalog types) {
    List<LoadedJob> jobs = new ArrayList<>();
    boolean complete = false;
    try {
      for (String file : options.configs()) {
        Lab lab = Lab.load(file, options.folders(), types).claim(options::anyClaim);
        jobs.add(LoadedJob.flash(LabFiles.find(file), lab, board, request));
      }
      complete = true;
      return jobs;
    } finally {
      if (!complete) {
        jobs.forEach(LoadedJob::close);
      }
    }
  }

  /** Runs jobs and shows them. */
  static List<JobResult> run(List<LoadedJob> jobs, int atOnce, boolean json) {
    boolean alone = jobs.size() == 1;
    List<JobResult> results =
        new JobQueue(job -> JobPrinter.choose(job, json, alone)).run(jobs, atOnce);
    if (!alone && !json) {
      JobPrinter.summary(results);
    }
    return results;
  }
}
