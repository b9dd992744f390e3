package dev.jerboa.api.flash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecipeTest {
  private static final Part<String> WATER = new Part<>("water", String.class);
  private static final Part<String> POWDER = new Part<>("powder", String.class);
  private static final Part<String> COFFEE = new Part<>("coffee", String.class);
  private static final Part<String> CAKE = new Part<>("cake", String.class);

  private record Work(String id, Set<Part<?>> needs, Set<Part<?>> makes) implements Step {
    @Override
    public String title() {
      return id;
    }

    @Override
    public void run(FlashRun run) {}
  }

  private static Step step(String id, Set<Part<?>> needs, Part<?>... makes) {
    return new Work(id, needs, Set.copyOf(Arrays.asList(makes)));
  }

  private static final Step BOIL = step("boil", Set.of(), WATER);
  private static final Step GRIND = step("grind", Set.of(), POWDER);
  private static final Step BAKE = step("bake", Set.of(), CAKE);
  private static final Step WARM = step("warm", Set.of(WATER));
  private static final Step BREW = step("brew", Set.of(WATER, POWDER), COFFEE);
  private static final Step SERVE = step("serve", Set.of(COFFEE, CAKE));
  private static final Recipe ALL = Recipe.of(List.of(BOIL, GRIND, BAKE, WARM, BREW, SERVE));

  private static List<String> ids(Recipe recipe) {
    return recipe.steps().stream().map(Step::id).toList();
  }

  @Test
  void aStandardRecipeHasNoGaps() {
    assertEquals(List.of(), ALL.gaps());
  }

  @Test
  void eachGapNamesTheStepAndThePart() {
    List<String> gaps = ALL.drop("boil").gaps();
    assertEquals(2, gaps.size(), gaps::toString);
    assertTrue(gaps.getFirst().contains("'warm'") && gaps.getFirst().contains("'water'"));
    assertTrue(gaps.getLast().contains("'brew'"), gaps::toString);
  }

  @Test
  void aPartThatIsMadeTooLateIsAGap() {
    assertEquals(1, Recipe.of(List.of(GRIND, BREW, BOIL)).gaps().size());
  }

  @Test
  void aStepDoesNotMakeWhatItNeedsItself() {
    assertEquals(1, Recipe.of(List.of(step("loop", Set.of(WATER), WATER))).gaps().size());
  }

  @Test
  void stepsAreReplacedInsertedAndDroppedInACopy() {
    Step stir = step("stir", Set.of());
    assertEquals(
        List.of("boil", "grind", "bake", "warm", "stir", "serve"), ids(ALL.replace("brew", stir)));
    assertEquals("stir", ids(ALL.insertBefore("boil", stir)).getFirst());
    assertEquals("stir", ids(ALL.insertAfter("serve", stir)).getLast());
    assertEquals(
        List.of("boil", "stir", "grind"), ids(ALL.insertAfter("boil", stir)).subList(0, 3));
    assertEquals(List.of("boil", "grind", "warm", "brew", "serve"), ids(ALL.drop("bake")));
    assertEquals(6, ALL.steps().size());
  }

  @Test
  void aStepMayBeReplacedByOneOfTheSameId() {
    assertEquals(ids(ALL), ids(ALL.replace("brew", step("brew", Set.of()))));
  }

  @Test
  void twoStepsOfOneIdAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Recipe.of(List.of(BOIL, BOIL)));
    assertThrows(IllegalArgumentException.class, () -> ALL.insertAfter("boil", BAKE));
    assertThrows(IllegalArgumentException.class, () -> ALL.replace("boil", BAKE));
  }

  @Test
  void anUnknownIdIsRefusedWithThoseThereAre() {
    for (var change :
        List.<Runnable>of(
            () -> ALL.drop("fry"),
            () -> ALL.replace("fry", BOIL),
            () -> ALL.insertBefore("fry", BOIL),
            () -> ALL.insertAfter("fry", BOIL))) {
      IllegalArgumentException error = assertThrows(IllegalArgumentException.class, change::run);
      assertTrue(String.valueOf(error.getMessage()).contains("grind"), error::toString);
    }
  }

  @Test
  void theStepsUpToAPartLeaveOutWhatNobodyNeeds() {
    Recipe coffee = ALL.upTo(COFFEE);
    assertEquals(List.of("boil", "grind", "warm", "brew"), ids(coffee));
    assertEquals(List.of(), coffee.gaps());
    assertEquals(List.of("boil"), ids(ALL.upTo(WATER)));
  }

  @Test
  void aStepThatMakesNothingKeepsWhatItNeeds() {
    Recipe recipe = Recipe.of(List.of(BOIL, BAKE, step("taste", Set.of(CAKE)), GRIND, BREW));
    assertEquals(List.of(), recipe.upTo(COFFEE).gaps());
  }

  @Test
  void thePartThatNoStepMakesIsNamed() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> ALL.upTo(new Part<>("tea", String.class)));
    assertTrue(String.valueOf(error.getMessage()).contains("tea"), error::toString);
  }

  @Test
  void theListOfStepsCannotBeChanged() {
    assertThrows(UnsupportedOperationException.class, () -> ALL.steps().clear());
  }
}
