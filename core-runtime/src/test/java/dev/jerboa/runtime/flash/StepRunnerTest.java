package dev.jerboa.runtime.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.flash.FlashListener;
import dev.jerboa.api.flash.FlashReport.Stage;
import dev.jerboa.api.flash.FlashRequest;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Recipe;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.image.ImageStore;
import dev.jerboa.runtime.state.BoardNotes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class StepRunnerTest {
  private static final Part<String> NAME = new Part<>("name", String.class);
  private static final Part<Closing> THING = new Part<>("thing", Closing.class);
  private static final Image ONE = Image.of(Path.of("one.img")).toPartition("a");
  private static final Image TWO = Image.of(Path.of("two.img")).toPartition("b");

  private final List<String> log = new ArrayList<>();

  private record Closing(List<String> log, String name) implements AutoCloseable {
    @Override
    public void close() {
      log.add("close " + name);
    }
  }

  /** A step of a test; a capital letter makes it one per image. */
  private record Work(String id, Set<Part<?>> makes, boolean oncePerFlash, Consumer<FlashRun> work)
      implements Step {
    @Override
    public String title() {
      return id;
    }

    @Override
    public boolean perImage() {
      return Character.isUpperCase(id.charAt(0));
    }

    @Override
    public void run(FlashRun run) {
      work.accept(run);
    }
  }

  private static Step step(String id, Consumer<FlashRun> work) {
    return new Work(id, Set.of(), false, work);
  }

  private Step logging(String id) {
    return step(id, run -> log.add(id + (Character.isUpperCase(id.charAt(0)) ? file(run) : "")));
  }

  private static String file(FlashRun run) {
    return " " + run.image().file();
  }

  private static Run run(Image... images) {
    return new Run(
        FlashRequest.of(List.of(images)).build(), new Unwired(r -> r), FlashListener.NONE);
  }

  /** A board that is never reached. */
  private record Unwired(UnaryOperator<Recipe> change) implements Board {
    @Override
    public Wiring wiring() {
      throw new AssertionError("the board must not be touched");
    }

    @Override
    public BundleChoice bundle() {
      throw new AssertionError("the bundle must not be opened");
    }

    @Override
    public Recipe recipe(Recipe standard) {
      return change.apply(standard);
    }
  }

  private static StepRunner runner(Run run, Step... steps) {
    return new StepRunner(Recipe.of(List.of(steps)), run);
  }

  @Test
  void consecutiveStepsPerImageAreDoneTogether() {
    try (Run run = run(ONE, TWO)) {
      runner(run, logging("a"), logging("B"), logging("C"), logging("d"), logging("E")).attempt();
    }
    assertEquals(
        List.of(
            "a", "B one.img", "C one.img", "B two.img", "C two.img", "d", "E one.img", "E two.img"),
        log);
  }

  @Test
  void withOneImageTheTitlesAreTheStepsOwn() {
    try (Run run = run(ONE)) {
      StepRunner runner = runner(run, logging("a"), logging("B"));
      runner.attempt();
      assertEquals(List.of("a", "B"), runner.stages().stream().map(Stage::title).toList());
    }
  }

  @Test
  void whatAStepPerImageMakesIsThatImagesOwn() {
    Step make = step("Make", run -> run.put(NAME, "name of" + file(run)));
    Step use = step("Use", run -> log.add(run.get(NAME)));
    Step all = step("all", run -> log.addAll(run.all(NAME)));
    try (Run run = run(ONE, TWO)) {
      runner(run, make, logging("x"), use, all).attempt();
    }
    List<String> names = List.of("name of one.img", "name of two.img");
    assertEquals("x", log.removeFirst());
    assertEquals(names, log.subList(0, 2));
    assertEquals(names, log.subList(2, 4));
  }

  @Test
  void whatOtherStepsMakeIsSharedByTheImages() {
    Step make = step("make", run -> run.put(NAME, "shared"));
    Step use = step("Use", run -> log.add(run.get(NAME) + file(run)));
    try (Run run = run(ONE, TWO)) {
      runner(run, make, use).attempt();
      assertEquals(List.of("shared one.img", "shared two.img"), log);
    }
  }

  @Test
  void aStepForOneImageFailsWithSeveral() {
    Step make = step("Make", run -> run.put(NAME, "x"));
    for (Consumer<FlashRun> use :
        List.<Consumer<FlashRun>>of(run -> run.get(NAME), run -> run.find(NAME), FlashRun::image)) {
      try (Run run = run(ONE, TWO)) {
        StepRunner runner = runner(run, make, step("use", use));
        JerboaException error = assertThrows(JerboaException.class, runner::attempt);
        assertEquals("plugin.one-image", error.code());
        assertTrue(error.getMessage().contains("'use'"), error::getMessage);
      }
    }
  }

  @Test
  void aStepForOneImageWorksWithOne() {
    Step make = step("Make", run -> run.put(NAME, "x"));
    Step use = step("use", run -> log.add(run.get(NAME) + file(run)));
    try (Run run = run(ONE)) {
      runner(run, make, use, step("Use", again -> log.add(again.get(NAME)))).attempt();
      assertEquals(List.of("x one.img", "x"), log);
    }
  }

  @Test
  void anotherAttemptRepeatsOnlyWhatIsNotDoneForTheWholeFlash() {
    Consumer<FlashRun> make =
        run -> {
          log.add("make" + file(run));
          run.put(THING, new Closing(log, run.image().file().toString()));
        };
    List<JerboaException> failures =
        new ArrayList<>(List.of(JerboaException.of(ErrorClass.TARGET, "test", "once")));
    Consumer<FlashRun> fail =
        run -> {
          if (run.image().equals(TWO) && !failures.isEmpty()) {
            throw failures.removeFirst();
          }
        };
    Run run = run(ONE, TWO);
    StepRunner runner =
        runner(
            run,
            new Work("Once", Set.of(), true, each -> log.add("once" + file(each))),
            new Work("Make", Set.of(THING), false, make),
            step("Fail", fail));
    assertThrows(JerboaException.class, runner::attempt);
    log.add("again");
    runner.attempt();
    run.close();
    assertEquals(
        List.of(
            "once one.img",
            "make one.img",
            "once two.img",
            "make two.img",
            "again",
            "close two.img",
            "close one.img",
            "make one.img",
            "make two.img",
            "close two.img",
            "close one.img"),
        log);
  }

  @Test
  void aBoardThatMakesOneImageForAllIsRefusedBeforeItIsTouched() {
    Step own = new Work("prepare-image", Set.of(Part.IMAGE), true, run -> log.add("prepared"));
    Board board = new Unwired(standard -> standard.replace("prepare-image", own));
    BoardNotes notes = new BoardNotes(Path.of("notes"));
    FlashService service =
        new FlashService(new ImageStore(Path.of("cache")), Path.of("run"), notes);
    FlashRequest request = FlashRequest.of(List.of(ONE, TWO)).build();
    JerboaException error =
        assertThrows(
            JerboaException.class, () -> service.flash(board, request, FlashListener.NONE));
    assertEquals("plugin.one-image", error.code());
    assertFalse(log.contains("prepared"));
  }
}
