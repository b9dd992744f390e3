package dev.jerboa.runtime.flash;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.FlashEvent;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the steps of a recipe in their order, those per image for each image of the flash. */
final class StepRunner {
  private final List<List<Step>> groups;
  private final Run run;
  private final Map<Turn, Stage> stages = new LinkedHashMap<>();

  StepRunner(Recipe recipe, Run run) {
    this.groups = groups(recipe.steps());
    this.run = run;
  }

  /** A step and the image it works on, {@link Run#NO_IMAGE} where it is not per image. */
  record Turn(Step step, int image) {}

  /** Consecutive steps per image form a group; every other step is one by itself. */
  private static List<List<Step>> groups(List<Step> steps) {
    List<List<Step>> groups = new ArrayList<>();
    for (Step step : steps) {
      boolean joins = step.perImage() && !groups.isEmpty() && groups.getLast().getLast().perImage();
      if (!joins) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(step);
    }
    return groups;
  }

  /** Runs all steps that are not done for the whole flash. */
  void attempt() {
    for (List<Step> group : groups) {
      List<Turn> turns = turns(group);
      turns.reversed().forEach(run::forget);
      turns.forEach(this::take);
    }
  }

  /** Returns the steps taken so far and their times. */
  List<Stage> stages() {
    return List.copyOf(stages.values());
  }

  private List<Turn> turns(List<Step> group) {
    List<Turn> turns = new ArrayList<>();
    if (!group.getFirst().perImage()) {
      turns.add(new Turn(group.getFirst(), Run.NO_IMAGE));
    } else {
      for (int image = 0; image < run.request().images().size(); image++) {
        for (Step step : group) {
          turns.add(new Turn(step, image));
        }
      }
    }
    turns.removeIf(turn -> turn.step().oncePerFlash() && stages.containsKey(turn));
    return turns;
  }

  private void take(Turn turn) {
    run.all(Part.IMAGE).forEach(PreparedImage::requireSound);
    String title = title(turn);
    stages.put(turn, new Stage(turn.step().id(), title, time(turn, title)));
  }

  private Duration time(Turn turn, String title) {
    Step step = turn.step();
    run.enter(turn);
    run.emit(new FlashEvent.StepStarted(step.id(), title));
    long start = System.nanoTime();
    try {
      step.run(run);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      run.emit(new FlashEvent.StepFinished(step.id(), title, took));
      return took;
    } catch (InterruptedException | RuntimeException | Error e) {
      JerboaException error = run.overtime(step, Failures.classified("Step '" + title + "'", e));
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      run.emit(
          new FlashEvent.StepFailed(
              step.id(), title, took, error.code(), String.valueOf(error.getMessage())));
      throw error;
    }
  }

  /** Says which image is meant where there are several. */
  private String title(Turn turn) {
    List<Image> images = run.request().images();
    if (turn.image() == Run.NO_IMAGE || images.size() == 1) {
      return turn.step().title();
    }
    Image image = images.get(turn.image());
    return "%s: %s%s"
        .formatted(
            turn.step().title(),
            image.file().getFileName(),
            image.partition().or(image::target).map(place -> " to " + place).orElse(""));
  }
}
