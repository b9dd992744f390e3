package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.LabNode.Label;
import dev.jerboa.runtime.config.Position;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node that is checked but not created. */
sealed interface Plan {
  Label label();

  /** Returns the dotted path in the driver tree, which no two nodes share. */
  String path();

  List<Plan> children();

  static Optional<Plan> named(Collection<Plan> plans, String name) {
    return plans.stream().filter(plan -> plan.label().name().equals(name)).findFirst();
  }

  static String join(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /**
   * A driver to create.
   *
   * @param config absent only if it has problems
   */
  record DriverPlan(
      Label label,
      String path,
      DriverFactory<?> factory,
      Optional<? extends Record> config,
      Help help,
      List<Plan> children)
      implements Plan {}

  /** A node without a driver. */
  record GroupPlan(Label label, String path, Help help, List<Plan> children) implements Plan {}

  /** A node that stands for the one at {@code target}. */
  record RefPlan(Label label, String path, String target, Position targetPosition) implements Plan {
    @Override
    public List<Plan> children() {
      return List.of();
    }
  }

  /** What the file says about a node for the people who use it. */
  record Help(Optional<String> description, Map<String, String> methods) {
    static final Help NONE = new Help(Optional.empty(), Map.of());
  }
}
