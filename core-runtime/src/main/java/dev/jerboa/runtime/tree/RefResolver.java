package dev.jerboa.runtime.tree;

import static java.util.stream.Collectors.joining;

import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.Problems.Meant;
import dev.jerboa.runtime.tree.Plan.RefPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what the references of a file stand for, in whichever order they are written. */
final class RefResolver {
  private static final int DEEPEST = 500;
  private static final int LONGEST_WAY_SHOWN = 8;

  private final List<Plan> roots;
  private final List<Plan> all;
  private final Problems problems;
  private final Map<String, Optional<Plan>> targets = new HashMap<>();
  private final Set<String> visited = new HashSet<>();
  private final Map<String, Plan> active = new LinkedHashMap<>();
  private int depth;

  RefResolver(List<Plan> roots, Problems problems) {
    this.roots = roots;
    this.all = roots.stream().flatMap(RefResolver::withChildren).toList();
    this.problems = problems;
  }

  private static Stream<Plan> withChildren(Plan plan) {
    return Stream.concat(
        Stream.of(plan), plan.children().stream().flatMap(RefResolver::withChildren));
  }

  /** Resolves all references and finds those that lead nowhere or in a circle. */
  void resolve() {
    all.stream()
        .filter(RefPlan.class::isInstance)
        .map(RefPlan.class::cast)
        .filter(ref -> target(ref).isEmpty())
        .forEach(this::reportUnknown);
    roots.forEach(this::visit);
  }

  /** Returns the node that a reference names, which may be another reference. */
  Optional<Plan> target(RefPlan ref) {
    Optional<Plan> known = targets.get(ref.path());
    if (known != null) {
      return known;
    }
    targets.put(ref.path(), Optional.empty()); // what asks again meanwhile asks in a circle
    depth++;
    Optional<Plan> found = depth > DEEPEST ? Optional.empty() : find(ref.target());
    depth--;
    targets.put(ref.path(), found);
    return found;
  }

  private Optional<Plan> find(String target) {
    Optional<Plan> found = Optional.empty();
    List<Plan> level = roots;
    for (String name : target.split("\\.", -1)) {
      level = found.map(this::behind).orElse(level);
      found = Plan.named(level, name);
      if (found.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  /** Returns the children of a node or, if it is a reference, of the node it stands for. */
  private List<Plan> behind(Plan plan) {
    Optional<Plan> end = plan instanceof RefPlan ref ? end(ref) : Optional.of(plan);
    return end.map(Plan::children).orElse(List.of());
  }

  /** Returns the node at the end of a chain of references, unless it leads nowhere or round. */
  Optional<Plan> end(RefPlan ref) {
    Set<String> passed = new HashSet<>();
    Optional<Plan> end = Optional.of(ref);
    while (end.isPresent() && end.get() instanceof RefPlan next) {
      end = passed.add(next.path()) ? target(next) : Optional.empty();
    }
    return end;
  }

  private void reportUnknown(RefPlan ref) {
    problems.addUnknown(
        ref.targetPosition(),
        refKey(ref),
        "there is no node '" + ref.target() + "'",
        new Meant(
            ref.target(),
            all.stream().map(Plan::path).filter(path -> !path.equals(ref.path())).toList()));
  }

  /** Walks over children and references alike: a driver needs both before it can be created. */
  private void visit(Plan plan) {
    if (active.containsKey(plan.path()) || active.size() >= DEEPEST) {
      reportCircle(plan);
      return;
    }
    if (!visited.add(plan.path())) {
      return;
    }
    active.put(plan.path(), plan);
    plan.children().forEach(this::visit);
    if (plan instanceof RefPlan ref) {
      target(ref).ifPresent(this::visit);
    }
    active.remove(plan.path());
  }

  private void reportCircle(Plan plan) {
    List<Plan> circle =
        active.values().stream().dropWhile(p -> !p.path().equals(plan.path())).toList();
    String way = circle.stream().limit(LONGEST_WAY_SHOWN).map(Plan::path).collect(joining(" -> "));
    String text =
        circle.isEmpty()
            ? "the references nest deeper than " + DEEPEST + " levels"
            : "the reference leads back to itself: " + way + " -> " + plan.path();
    List<Plan> suspects = circle.isEmpty() ? List.copyOf(active.values()) : circle;
    suspects.reversed().stream()
        .filter(RefPlan.class::isInstance)
        .map(RefPlan.class::cast)
        .findFirst()
        .ifPresent(ref -> problems.add(ref.targetPosition(), refKey(ref), text));
  }

  private static String refKey(RefPlan ref) {
    return ref.label().yamlPath() + ".ref";
  }
}
