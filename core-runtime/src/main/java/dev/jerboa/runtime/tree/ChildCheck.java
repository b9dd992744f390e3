package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.tree.Plan.DriverPlan;
import dev.jerboa.runtime.tree.Plan.GroupPlan;
import dev.jerboa.runtime.tree.Plan.RefPlan;
import dev.jerboa.runtime.tree.Plan.UnknownPlan;
import java.util.List;
import java.util.Optional;

/** Finds children that cannot offer what their parent needs, before anything is created. */
final class ChildCheck {
  private final RefResolver refs;
  private final Problems problems;

  ChildCheck(RefResolver refs, Problems problems) {
    this.refs = refs;
    this.problems = problems;
  }

  void check(List<Plan> plans) {
    for (Plan plan : plans) {
      if (plan instanceof DriverPlan parent) {
        parent.factory().children().forEach(spec -> check(parent, spec));
      }
      check(plan.children());
    }
  }

  private void check(DriverPlan parent, ChildSpec spec) {
    Plan.named(parent.children(), spec.name())
        .ifPresent(
            child ->
                misfit(child, spec)
                    .ifPresent(
                        found ->
                            problems.add(
                                child.label().position(),
                                child.label().yamlPath(),
                                Capabilities.mismatch(parent.factory(), spec, found))));
  }

  /** Says what a child is if it cannot be what is needed. */
  private Optional<String> misfit(Plan child, ChildSpec spec) {
    return switch (child) {
      case RefPlan ref -> refs.end(ref).flatMap(end -> misfit(end, spec));
      case GroupPlan _ -> Optional.of("it is a group without a driver");
      case UnknownPlan _ -> Optional.empty();
      case DriverPlan driver ->
          Optional.<Class<?>>of(Capabilities.declared(driver.factory()))
              .filter(declared -> Capabilities.excludes(declared, spec.capability()))
              .map(declared -> Capabilities.describe(driver.factory().type(), declared));
    };
  }
}
