package dev.jerboa.shell.output;

import dev.jerboa.api.flash.BlockDevice;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.flash.FlashReport.Written;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Shows where the time of a flash went, and how it ended. */
public final class Timeline {
  private static final int WIDTH = 30;
  private static final int TITLE = 34;

  private final PrintStream out;
  private final Style style;

  /** Prints to a stream. */
  public Timeline(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /** Prints the report of a flash. */
  public void print(FlashReport report) {
    stages(report.stages(), "whole flash", report.total());
    out.println(verdict(report));
    facts(report);
    out.println("  power       " + report.power());
    out.println("  transcript  " + report.transcript());
    out.flush();
  }

  /** Prints what took how long. */
  void stages(List<Stage> stages, String whole, Duration total) {
    out.println();
    Duration at = Duration.ZERO;
    int widest = stages.stream().mapToInt(stage -> stage.title().length()).max().orElse(0);
    String columns = "  %-" + Math.max(TITLE, widest) + "s %8s";
    for (Stage stage : stages) {
      String time = Units.time(stage.took());
      out.printf(columns + "  %s%n", stage.title(), time, bar(stage, at, total));
      at = at.plus(stage.took());
    }
    out.printf(columns + "%n%n", whole, Units.time(total));
  }

  /** Prints what was written, and where. */
  void facts(FlashReport report) {
    report.written().forEach(this::print);
  }

  private void print(Written image) {
    BlockDevice device = image.device();
    out.println("  image       " + image.file());
    out.println("  decoded     " + Units.bytes(image.bytes()) + ", sha256 " + image.sha256());
    out.println("  written     " + Units.effort(image.effort()));
    image.effort().reasons().forEach(reason -> out.println("              " + reason));
    image.algorithm().ifPresent(algorithm -> out.println("  verified    by " + algorithm));
    out.println(
        "  device      "
            + "%s (%s), %s".formatted(device.path(), device.place(), Units.bytes(device.size())));
  }

  private String verdict(FlashReport report) {
    if (!report.verified()) {
      return style.yellow("Flashed, UNVERIFIED: the device was not read back.");
    }
    int rewritten = report.written().stream().mapToInt(Written::rewritten).sum();
    String repaired = rewritten == 0 ? "" : "; " + rewritten + " segments had to be written again";
    String holds =
        report.written().size() == 1 ? "the device holds the image" : "the board holds all images";
    return style.green("Flashed and verified: " + holds + repaired + ".");
  }

  private static String bar(Stage stage, Duration at, Duration total) {
    int start = position(at, total);
    int end = Math.max(start + 1, position(at.plus(stage.took()), total));
    return " ".repeat(start) + "=".repeat(end - start);
  }

  private static int position(Duration at, Duration total) {
    return (int) (at.toNanos() * WIDTH / Math.max(1, total.toNanos()));
  }
}
