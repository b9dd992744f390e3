package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.LabNode.Label;
import dev.jerboa.runtime.config.Position;
import dev.jerboa.runtime.config.YamlNode.Mapping;
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
   * @param automatic whether it is here only because its parent needs it
   */
  record DriverPlan(
      Label label,
      String path,
      DriverFactory<?> factory,
      Config config,
      Help help,
      boolean automatic,
      List<Plan> children)
      implements Plan {}

  /**
   * The configuration of a driver.
   *
   * @param source what stands in the file; absent if it is no mapping
   * @param bound absent only if it has problems
   */
  record Config(Optional<Mapping> source, Optional<? extends Record> bound) {}

  /** A node of a type that nobody knows, which is a problem. */
  record UnknownPlan(Label label, String path, List<Plan> children) implements Plan {}

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
