package dev.jerboa.runtime.flash;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.flash.Step;
import dev.jerboa.api.flash.Verification;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.image.ImageStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the recipe of a board: attempts, time limits, events, and the power state at the end.
 *
 * <p>A flash belongs to the thread that calls {@link #flash}; interrupting it ends the flash, with
 * the power off, in a few seconds.
 */
public final class FlashService {
  private static final Path NO_IMAGE = Path.of("none");

  private final ImageStore images;
  private final Path runFolder;

  /**
   * Makes a service.
   *
   * @param images where decoded images are kept
   * @param runFolder where the transcript of the flash goes
   */
  public FlashService(ImageStore images, Path runFolder) {
    this.images = images;
    this.runFolder = runFolder;
  }

  /**
   * Flashes a board.
   *
   * @return the report of a flash that succeeded; its {@code verified} says whether that was proven
   * @throws JerboaException if it failed; then the power is off, or untouched if the flash failed
   *     before it came to that
   */
  public FlashReport flash(Board board, FlashRequest request, FlashListener listener) {
    Recipe recipe = checked(board);
    try (Run run = start(board, request, listener)) {
      long start = System.nanoTime();
      Map<String, Stage> stages = new LinkedHashMap<>();
      int attempt = attempts(recipe, run, stages);
      leaveAsAsked(run);
      tellTranscriptTrouble(run);
      FlashReport report =
          report(run, stages, attempt, Duration.ofNanos(System.nanoTime() - start));
      run.emit(new FlashEvent.Finished(report));
      return report;
    }
  }

  /**
   * Brings a board to a point of its recipe and leaves it there, powered, for a person or a script.
   *
   * @return the session, which the caller closes; closing leaves the power as it is
   * @throws JerboaException if the board does not get there; then the power is off
   */
  public <T> BoardSession<T> reach(Board board, Part<T> goal, FlashListener listener) {
    Recipe recipe = checked(board).upTo(goal);
    Run run = start(board, FlashRequest.of(NO_IMAGE).retries(1).build(), listener);
    boolean reached = false;
    try {
      int _ = attempts(recipe, run, new LinkedHashMap<>());
      reached = true;
      return new BoardSession<>(run, run.get(goal));
    } finally {
      if (!reached) {
        run.close();
      }
    }
  }

  private Run start(Board board, FlashRequest request, FlashListener listener) {
    Run run = new Run(request, board, listener);
    run.put(PowerSwitch.PART, new PowerSwitch(board.wiring().power()));
    run.put(RunFolder.PART, new RunFolder(runFolder));
    return run;
  }

  private Recipe checked(Board board) {
    Recipe recipe = board.recipe(StandardRecipe.steps(images));
    if (!recipe.gaps().isEmpty()) {
      throw JerboaException.of(
              ErrorClass.PLUGIN,
              "recipe",
              "The board's recipe cannot work: " + String.join("; ", recipe.gaps()))
          .hint("The plugin of this board must insert a step that makes what is missing.");
    }
    return recipe;
  }

  /** Returns the number of the attempt that came to the end of the recipe. */
  private static int attempts(Recipe recipe, Run run, Map<String, Stage> stages) {
    int most = run.request().retries() + 1;
    for (int attempt = 1; ; attempt++) {
      try {
        run.emit(new FlashEvent.AttemptStarted(attempt, most));
        attempt(recipe, run, stages);
        return attempt;
      } catch (RuntimeException | Error e) {
        // Whatever it is, it must not leave the board as it is.
        endOfAttempt(run, classified("The flash", e), attempt < most);
      }
    }
  }

  private static void attempt(Recipe recipe, Run run, Map<String, Stage> stages) {
    for (Step step : recipe.steps()) {
      boolean done = step.oncePerFlash() && stages.containsKey(step.id());
      if (!done) {
        run.find(Part.IMAGE).ifPresent(PreparedImage::requireSound);
        stages.put(step.id(), new Stage(step.id(), step.title(), time(step, run)));
      }
    }
  }

  private static Duration time(Step step, Run run) {
    run.enter(step.id());
    run.drop(List.copyOf(step.makes()).reversed());
    run.emit(new FlashEvent.StepStarted(step.id(), step.title()));
    long start = System.nanoTime();
    try {
      step.run(run);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      run.emit(new FlashEvent.StepFinished(step.id(), step.title(), took));
      return took;
    } catch (InterruptedException | RuntimeException | Error e) {
      JerboaException error = run.overtime(step, classified("Step '" + step.title() + "'", e));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      run.emit(
          new FlashEvent.StepFailed(
              step.id(), step.title(), took, error.code(), String.valueOf(error.getMessage())));
      throw error;
    }
  }

  private static JerboaException classified(String where, Throwable e) {
    return switch (e) {
      case JerboaException known -> known;
      case InterruptedException _ -> new CancelledException(where);
      default ->
          JerboaException.of(ErrorClass.INTERNAL, "unexpected", where + " failed: " + e)
              .hint("This is a defect; run again with --trace and report it.")
              .causedBy(e);
    };
  }

  /** Returns if another attempt shall follow, and otherwise ends the flash with the power off. */
  private static void endOfAttempt(Run run, JerboaException error, boolean attemptsLeft) {
    if (error.isRetryable() && attemptsLeft) {
      run.note("trying again from a power cycle, because: " + firstLine(error));
      return;
    }
    if (run.get(PowerSwitch.PART).touched()) {
      try {
        leave(run, PowerState.OFF);
      } catch (JerboaException powerError) {
        error.addSuppressed(powerError);
        run.note("the board is STILL ON: " + firstLine(powerError));
      }
    }
    throw error;
  }

  private static String firstLine(Throwable error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  /** A transcript that could not be written is a warning: the flash itself is what counts. */
  private static void tellTranscriptTrouble(Run run) {
    run.find(OpenConsole.Line.PART)
        .map(line -> line.session().transcriptTrouble())
        .filter(trouble -> !trouble.isEmpty())
        .ifPresent(trouble -> run.note("the transcript is incomplete: " + trouble));
  }

  /** A verified flash is not repeated because its power switch failed; the board is then off. */
  private static void leaveAsAsked(Run run) {
    try {
      leave(run, run.request().powerAfter());
    } catch (JerboaException e) {
      endOfAttempt(run, e, false);
    }
  }

  /** Reaches a power state even while the thread is being interrupted. */
  private static void leave(Run run, PowerState state) {
    boolean interrupted = Thread.interrupted();
    try {
      run.get(PowerSwitch.PART).leave(state);
      run.emit(new FlashEvent.PowerLeft(state));
    } catch (InterruptedException e) {
      interrupted = true;
      throw new CancelledException("Switching the power " + state);
    } catch (RuntimeException | Error e) {
      throw classified("Switching the power " + state, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static FlashReport report(
      Run run, Map<String, Stage> stages, int attempts, Duration total) {
    PreparedImage image = run.get(Part.IMAGE);
    Optional<Verification> verification = run.find(Part.VERIFICATION);
    try {
      return new FlashReport(
          verification.isPresent(),
          run.request().image(),
          image.sha256(),
          image.size(),
          run.get(Part.TARGET),
          attempts,
          verification.map(Verification::rewritten).orElse(0),
          new ArrayList<>(stages.values()),
          total,
          run.request().powerAfter(),
          run.get(RunFolder.PART).transcript());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The flash, after it was complete,");
    }
  }
}
