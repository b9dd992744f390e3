package dev.jerboa.shell.output;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.job.JUnitReport;
import dev.jerboa.runtime.job.JobQueue;
import dev.jerboa.runtime.job.JobResult;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that machines read after jobs have run. */
public final class ResultFiles {
  private final Optional<Path> json;
  private final Optional<Path> junit;

  /**
   * Names the files.
   *
   * @throws JerboaException of class {@code USAGE} if one cannot be written later
   */
  public ResultFiles(Optional<Path> json, Optional<Path> junit) {
    this.json = json;
    this.junit = junit;
    Stream.of(json, junit).flatMap(Optional::stream).forEach(ResultFiles::requireWritable);
  }

  private static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? Files.isWritable(file) && !Files.isDirectory(file)
            : Files.isWritable(folder) && Files.isDirectory(folder);
    if (!writable) {
      throw cannotWrite(file, "it is no file in a folder that this user may write to");
    }
  }

  private static JerboaException cannotWrite(Path file, String why) {
    return JerboaException.of(
            ErrorClass.USAGE, "result-file", "Cannot write the results to " + file + ": " + why)
        .hint("Name another file with --result or --junit.");
  }

  /** The document of {@code --result}. */
  private record Results(int exitCode, List<JobResult> jobs) {}

  /** Writes the files that were asked for. */
  public void write(List<JobResult> results) {
    json.ifPresent(
        file -> {
          Results all = new Results(JobQueue.exitCode(results), results);
          write(file, Json.line(all) + "\n");
        });
    junit.ifPresent(
        file -> {
          StringWriter text = new StringWriter();
          JUnitReport.write(results, text);
          write(file, text.toString());
        });
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw cannotWrite(file, e.toString()).causedBy(e);
    }
  }
}
