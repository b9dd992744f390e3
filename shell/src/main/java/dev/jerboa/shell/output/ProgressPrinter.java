package dev.jerboa.shell.output;

import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Shows a flash to a person: a line a step, with a bar, rate and time left while a long one runs.
 *
 * <p>Where lines cannot be drawn again, a long step says every few seconds how far it is.
 */
final class ProgressPrinter implements FlashListener {
  private static final Duration REDRAW = Duration.ofMillis(100);
  private static final Duration PLAIN = Duration.ofSeconds(5);
  private static final int BAR = 24;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream out;
  private final Style style;
  private Rate rate = new Rate();
  private String title = "";
  private long drawnAt;

  ProgressPrinter(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void on(FlashEvent event) {
    switch (event) {
      case FlashEvent.AttemptStarted attempt -> attempt(attempt);
      case FlashEvent.StepStarted step -> started(step);
      case FlashEvent.Progress progress -> progress(progress);
      case FlashEvent.Note note -> line(style.yellow("  note  ") + note.text());
      case FlashEvent.StepFinished step ->
          line(
              style.green("  done  ")
                  + "%-34s %7s".formatted(step.title(), Units.time(step.took())));
      case FlashEvent.StepFailed step ->
          line(
              style.red("  FAIL  ") + "%-34s %7s".formatted(step.title(), Units.time(step.took())));
      case FlashEvent.PowerLeft power -> line("  power " + power.state());
      case FlashEvent.Finished finished -> new Timeline(out, style).print(finished.report());
    }
  }

  private void attempt(FlashEvent.AttemptStarted attempt) {
    if (attempt.attempt() > 1) {
      line("attempt %d of %d".formatted(attempt.attempt(), attempt.most()));
    }
  }

  private void started(FlashEvent.StepStarted step) {
    title = step.title();
    rate = new Rate();
    drawnAt = System.nanoTime();
    if (style.terminal()) {
      draw("  ....  " + title);
    }
  }

  private void progress(FlashEvent.Progress progress) {
    rate.at(progress.done());
    long since = System.nanoTime() - drawnAt;
    if (since < (style.terminal() ? REDRAW : PLAIN).toNanos() || progress.total() == 0) {
      return;
    }
    drawnAt = System.nanoTime();
    String text = describe(progress);
    if (style.terminal()) {
      draw("  ....  %-34s %s %s".formatted(title, bar(progress), text));
    } else {
      out.println("  ....  " + title + ": " + text);
      out.flush();
    }
  }

  private String describe(FlashEvent.Progress progress) {
    double perSecond = rate.bytesPerSecond();
    String left =
        perSecond <= 0
            ? "--:--"
            : Units.clock(
                Duration.ofSeconds((long) ((progress.total() - progress.done()) / perSecond)));
    return String.format(
        Locale.ROOT,
        "%3d%%  %s  %.1f MB/s  ETA %s",
        progress.done() * 100 / progress.total(),
        Units.ofTotal(progress.done(), progress.total()),
        perSecond / 1e6,
        left);
  }

  private static String bar(FlashEvent.Progress progress) {
    int full = (int) (progress.done() * BAR / progress.total());
    return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
  }

  private void draw(String text) {
    out.print(CLEAR_LINE + text);
    out.flush();
  }

  private void line(String text) {
    out.println((style.terminal() ? CLEAR_LINE : "") + text);
    out.flush();
  }

  /** The mean rate since a step began to move bytes. */
  private static final class Rate {
    private long start;
    private long first = -1;
    private long last;

    void at(long done) {
      if (first < 0) {
        first = done;
        start = System.nanoTime();
      }
      last = done;
    }

    double bytesPerSecond() {
      long nanos = System.nanoTime() - start;
      return nanos <= 0 || last <= first ? 0 : (last - first) * 1e9 / nanos;
    }
  }
}
