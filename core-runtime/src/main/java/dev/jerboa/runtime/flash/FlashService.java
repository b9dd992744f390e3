package dev.jerboa.runtime.flash;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.flash.FlashReport.Written;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.flash.Step;
import dev.jerboa.api.flash.Verification;
import dev.jerboa.api.flash.WriteSummary;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.bundle.Bundles;
import dev.jerboa.runtime.image.ImageStore;
import dev.jerboa.runtime.state.BoardNotes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private final BoardNotes notes;

  /**
   * Makes a service.
   *
   * @param images where decoded images are kept
   * @param runFolder where the transcript of the flash goes
   * @param notes what earlier flashes of the board have shown
   */
  public FlashService(ImageStore images, Path runFolder, BoardNotes notes) {
    this.images = images;
    this.runFolder = runFolder;
    this.notes = notes;
  }

  /**
   * Flashes a board.
   *
   * @return the report of a flash that succeeded; its {@code verified} says whether that was proven
   * @throws JerboaException if it failed; then the power is off, or untouched if the flash failed
   *     before it came to that
   */
  public FlashReport flash(Board board, FlashRequest request, FlashListener listener) {
    Recipe recipe = checked(board, request);
    try (Run run = start(board, request, listener)) {
      long start = System.nanoTime();
      StepRunner steps = new StepRunner(recipe, run);
      int attempt = attempts(steps, run);
      leaveAsAsked(run);
      tellTranscriptTrouble(run);
      Duration total = Duration.ofNanos(System.nanoTime() - start);
      FlashReport report = report(run, steps.stages(), attempt, total);
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
    FlashRequest request = FlashRequest.of(NO_IMAGE).retries(1).build();
    Recipe recipe = checked(board, request).upTo(goal);
    Run run = start(board, request, listener);
    boolean reached = false;
    try {
      int _ = attempts(new StepRunner(recipe, run), run);
      reached = true;
      return new BoardSession<>(run, run.get(goal));
    } finally {
      if (!reached) {
        run.close();
      }
    }
  }

  /** Returns the names of the targets that a board's bundle, or the one used instead, has. */
  public static Set<String> targets(Board board, Optional<String> bundle) {
    return Bundles.open(OpenBundle.choice(board, bundle)).manifest().spec().targets().keySet();
  }

  private Run start(Board board, FlashRequest request, FlashListener listener) {
    Run run = new Run(request, board, listener);
    run.put(PowerSwitch.PART, new PowerSwitch(board.wiring().power()));
    run.put(RunFolder.PART, new RunFolder(runFolder));
    run.put(TftpWindow.PART, new TftpWindow(notes));
    return run;
  }

  private Recipe checked(Board board, FlashRequest request) {
    Recipe standard = StandardRecipe.steps(images);
    Recipe recipe = board.recipe(standard);
    if (!recipe.gaps().isEmpty()) {
      throw JerboaException.of(
              ErrorClass.PLUGIN,
              "recipe",
              "The board's recipe cannot work: " + String.join("; ", recipe.gaps()))
          .hint("The plugin of this board must insert a step that makes what is missing.");
    }
    if (request.images().size() > 1) {
      requirePerImage(standard, recipe);
    }
    return recipe;
  }

  /** What the standard recipe makes for each image must not be made once for all of them. */
  private static void requirePerImage(Recipe standard, Recipe recipe) {
    Set<Part<?>> ofImages = new HashSet<>();
    standard.steps().stream().filter(Step::perImage).map(Step::makes).forEach(ofImages::addAll);
    for (Step step : recipe.steps()) {
      if (!step.perImage() && !Collections.disjoint(step.makes(), ofImages)) {
        throw Failures.oneImageOnly(step.id());
      }
    }
  }

  /** Returns the number of the attempt that came to the end of the recipe. */
  private static int attempts(StepRunner steps, Run run) {
    int most = run.request().retries() + 1;
    for (int attempt = 1; ; attempt++) {
      try {
        run.emit(new FlashEvent.AttemptStarted(attempt, most));
        steps.attempt();
        return attempt;
      } catch (RuntimeException | Error e) {
        // Whatever it is, it must not leave the board as it is.
        endOfAttempt(run, Failures.classified("The flash", e), attempt < most);
      }
    }
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

  private static void leave(Run run, PowerState state) {
    try {
      run.get(PowerSwitch.PART).leave(state);
      run.emit(new FlashEvent.PowerLeft(state));
    } catch (RuntimeException | Error e) {
      throw Failures.classified("Switching the power " + state, e);
    }
  }

  private static FlashReport report(Run run, List<Stage> stages, int attempts, Duration total) {
    List<Written> written = new ArrayList<>();
    for (int image = 0; image < run.request().images().size(); image++) {
      run.turnTo(image);
      written.add(written(run));
    }
    return new FlashReport(
        written.stream().allMatch(image -> image.verified() > 0),
        written,
        attempts,
        stages,
        total,
        run.request().powerAfter(),
        run.get(RunFolder.PART).transcript());
  }

  private static Written written(Run run) {
    PreparedImage image = run.get(Part.IMAGE);
    Optional<Verification> proof = run.find(Part.VERIFICATION);
    try {
      return new Written(
          run.find(PrepareImage.FILE).orElse(run.image().file()),
          image.sha256(),
          image.size(),
          run.get(Part.TARGET),
          proof.map(Verification::segments).orElse(0),
          proof.map(Verification::rewritten).orElse(0),
          proof.map(Verification::algorithm),
          run.find(Part.WRITTEN).orElse(WriteSummary.NONE));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The flash, after it was complete,");
    }
  }
}
