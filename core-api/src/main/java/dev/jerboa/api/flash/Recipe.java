package dev.jerboa.api.flash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The ordered steps of a flash. Immutable; each change returns a new recipe.
 *
 * <p>A recipe in which a step needs a part that no step before it makes is refused when the flash
 * begins, by {@link #gaps}, before a board is touched.
 */
public final class Recipe {
  private final List<Step> steps;

  private Recipe(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Puts steps together.
   *
   * @throws IllegalArgumentException if two steps share an id
   */
  public static Recipe of(List<Step> steps) {
    Set<String> ids = new HashSet<>();
    for (Step step : steps) {
      if (!ids.add(step.id())) {
        throw new IllegalArgumentException("two steps have the id '" + step.id() + "'");
      }
    }
    return new Recipe(steps);
  }

  public List<Step> steps() {
    return steps;
  }

  /** Puts another step in the place of one. */
  public Recipe replace(String id, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(position(id), step);
    return of(changed);
  }

  /** Puts a step in front of another. */
  public Recipe insertBefore(String id, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.add(position(id), step);
    return of(changed);
  }

  /** Puts a step behind another. */
  public Recipe insertAfter(String id, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.add(position(id) + 1, step);
    return of(changed);
  }

  /** Leaves a step out. */
  public Recipe drop(String id) {
    List<Step> changed = new ArrayList<>(steps);
    changed.remove(position(id));
    return of(changed);
  }

  /**
   * Returns the steps that lead to a part, for using a board without flashing it: those up to the
   * step that makes it, without the ones that only make what nobody on the way needs.
   *
   * @throws IllegalArgumentException if no step makes the part
   */
  public Recipe upTo(Part<?> goal) {
    List<Step> leading = new ArrayList<>();
    Set<Part<?>> needed = new HashSet<>();
    for (Step step : steps.reversed()) {
      boolean last = leading.isEmpty() && step.makes().contains(goal);
      boolean onTheWay =
          !leading.isEmpty()
              && (step.makes().isEmpty() || step.makes().stream().anyMatch(needed::contains));
      if (last || onTheWay) {
        leading.addFirst(step);
        needed.addAll(step.needs());
      }
    }
    if (leading.isEmpty()) {
      throw new IllegalArgumentException("no step of this recipe makes '" + goal.name() + "'");
    }
    return of(leading);
  }

  /**
   * Returns one sentence for every part that is needed and not made before; empty if all is well.
   */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    Set<Part<?>> made = new HashSet<>();
    for (Step step : steps) {
      for (Part<?> part : step.needs()) {
        if (!made.contains(part)) {
          gaps.add(
              "step '"
                  + step.id()
                  + "' needs '"
                  + part.name()
                  + "', which no step before it makes");
        }
      }
      made.addAll(step.makes());
    }
    return gaps;
  }

  private int position(String id) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "no step '" + id + "' in this recipe; it has " + steps.stream().map(Step::id).toList());
  }
}
