package dev.jerboa.runtime.tree;

import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.Problem;
import dev.jerboa.runtime.config.ResolvedConfig;
import dev.jerboa.runtime.tree.Plan.DriverPlan;
import dev.jerboa.runtime.tree.Plan.GroupPlan;
import dev.jerboa.runtime.tree.Plan.Help;
import dev.jerboa.runtime.tree.Plan.RefPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A configuration file without problems, as it is understood. */
public final class ResolvedLab {
  private final LabConfig config;
  private final List<Plan> roots;
  private final List<Problem> notes;

  ResolvedLab(LabConfig config, List<Plan> roots, List<Problem> notes) {
    this.config = config;
    this.roots = List.copyOf(roots);
    this.notes = List.copyOf(notes);
  }

  /** Returns the name in the file's metadata. */
  public String name() {
    return config.header().metadata().name();
  }

  /** Returns what is worth knowing although it is no problem, by position. */
  public List<Problem> notes() {
    return notes;
  }

  /** Returns how many drivers there are, automatic ones included. */
  public long drivers() {
    return count(DriverPlan.class::isInstance);
  }

  /** Returns how many drivers are there only because a parent needs them. */
  public long automatic() {
    return count(plan -> plan instanceof DriverPlan driver && driver.automatic());
  }

  /** Returns how many nodes stand for another. */
  public long references() {
    return count(RefPlan.class::isInstance);
  }

  private long count(Predicate<Plan> predicate) {
    return roots.stream().flatMap(ResolvedLab::withChildren).filter(predicate).count();
  }

  private static Stream<Plan> withChildren(Plan plan) {
    return Stream.concat(
        Stream.of(plan), plan.children().stream().flatMap(ResolvedLab::withChildren));
  }

  /**
   * Returns the whole file as data, with defaults filled in, automatic children marked by {@code
   * x-automatic} and secrets masked. It loads again unless a secret stood in it in plain form.
   */
  public Map<String, Object> document() {
    Map<String, Object> document = ResolvedConfig.of(config.source(), LabConfig.Header.class);
    document.replace("export", nodes(roots));
    return document;
  }

  private static Map<String, Object> nodes(List<Plan> plans) {
    Map<String, Object> nodes = new LinkedHashMap<>();
    plans.forEach(plan -> nodes.put(plan.label().name(), node(plan)));
    return nodes;
  }

  private static Map<String, Object> node(Plan plan) {
    Map<String, Object> node = new LinkedHashMap<>();
    switch (plan) {
      case RefPlan ref -> node.put("ref", ref.target());
      case GroupPlan group -> {
        describe(group.help(), node);
        node.put("children", nodes(group.children()));
      }
      case DriverPlan driver -> driver(driver, node);
      case Plan.UnknownPlan unknown -> throw new IllegalStateException(unknown.path());
    }
    return node;
  }

  private static void driver(DriverPlan driver, Map<String, Object> node) {
    node.put("type", driver.factory().type());
    if (driver.automatic()) {
      node.put("x-automatic", true);
    }
    describe(driver.help(), node);
    putUnlessEmpty(
        node,
        "config",
        ResolvedConfig.of(driver.config().source().orElseThrow(), driver.factory().configType()));
    putUnlessEmpty(node, "children", nodes(driver.children()));
  }

  private static void describe(Help help, Map<String, Object> node) {
    help.description().ifPresent(text -> node.put("description", text));
    putUnlessEmpty(node, "methods_description", help.methods());
  }

  private static void putUnlessEmpty(Map<String, Object> node, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      node.put(key, value);
    }
  }
}
