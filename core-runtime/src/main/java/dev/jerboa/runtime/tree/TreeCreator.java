package dev.jerboa.runtime.tree;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.tree.Plan.DriverPlan;
import dev.jerboa.runtime.tree.Plan.GroupPlan;
import dev.jerboa.runtime.tree.Plan.Help;
import dev.jerboa.runtime.tree.Plan.RefPlan;
import dev.jerboa.runtime.tree.Plan.UnknownPlan;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates the drivers of a plan that has no problems, children before parents. */
final class TreeCreator {
  private final RefResolver refs;
  private final LabFolders folders;
  private final Problems problems;
  private final Map<String, DriverNode> nodes = new HashMap<>();
  private final Map<String, Driver> created = new LinkedHashMap<>();

  TreeCreator(RefResolver refs, LabFolders folders, Problems problems) {
    this.refs = refs;
    this.folders = folders;
    this.problems = problems;
  }

  /** Creates the tree; it is complete only if no problems were added. */
  DriverTree create(List<Plan> roots) {
    return new DriverTree(roots.stream().map(this::node).toList(), created);
  }

  private DriverNode node(Plan plan) {
    DriverNode known = nodes.get(plan.path());
    if (known != null) {
      return known;
    }
    DriverNode node =
        switch (plan) {
          case RefPlan ref -> reference(ref);
          case GroupPlan group -> node(group, group.help(), Optional.empty(), children(group));
          case DriverPlan driver -> driver(driver);
          case UnknownPlan unknown -> throw new IllegalStateException(unknown.path());
        };
    nodes.put(plan.path(), node);
    return node;
  }

  private List<DriverNode> children(Plan plan) {
    return plan.children().stream().map(this::node).toList();
  }

  private DriverNode reference(RefPlan ref) {
    DriverNode target = node(refs.target(ref).orElseThrow());
    return new DriverNode(
        ref.label().name(),
        ref.path(),
        target.type(),
        target.description(),
        target.driver(),
        target.children(),
        target.methodsDescription());
  }

  private DriverNode driver(DriverPlan plan) {
    List<DriverNode> children = children(plan);
    boolean fit = true;
    for (ChildSpec spec : plan.factory().children()) {
      fit &= fits(plan, children, spec);
    }
    Optional<Driver> driver = fit ? create(plan, children) : Optional.empty();
    driver.ifPresent(made -> created.put(plan.path(), made));
    return node(plan, plan.help(), driver, children);
  }

  private static DriverNode node(
      Plan plan, Help help, Optional<Driver> driver, List<DriverNode> children) {
    Optional<String> type =
        plan instanceof DriverPlan made ? Optional.of(made.factory().type()) : Optional.empty();
    return new DriverNode(
        plan.label().name(),
        plan.path(),
        type,
        help.description(),
        driver,
        children,
        help.methods());
  }

  /** Checks what a child offers; a driver that could not be created has been reported already. */
  private boolean fits(DriverPlan parent, List<DriverNode> children, ChildSpec spec) {
    Optional<DriverNode> child =
        children.stream().filter(node -> node.name().equals(spec.name())).findFirst();
    if (child.isEmpty() || child.get().capability(spec.capability()).isPresent()) {
      return true;
    }
    boolean failed = child.get().type().isPresent() && child.get().driver().isEmpty();
    if (!failed) {
      Plan plan = Plan.named(parent.children(), spec.name()).orElseThrow();
      String text = Capabilities.mismatch(parent.factory(), spec, Capabilities.of(child.get()));
      problems.add(plan.label().position(), plan.label().yamlPath(), text);
    }
    return false;
  }

  private Optional<Driver> create(DriverPlan plan, List<DriverNode> children) {
    DriverContext context = new NodeContext(plan.path(), children, folders);
    try {
      return Optional.of(
          ContextLoader.in(
              plan.factory(),
              () -> create(plan.factory(), plan.config().bound().orElseThrow(), context)));
    } catch (CancelledException e) {
      throw e;
    } catch (JerboaException e) {
      String hint = e.hint().isEmpty() ? "" : "; " + e.hint();
      problems.addForeign(plan.label().position(), plan.label().yamlPath(), e.getMessage() + hint);
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      throw defect(plan, e);
    }
  }

  private static <C extends Record> Driver create(
      DriverFactory<C> factory, Record config, DriverContext context) {
    return factory.create(factory.configType().cast(config), context);
  }

  /** Shows the kind of a defect only: its message may quote the configuration. */
  private static JerboaException defect(DriverPlan plan, Throwable cause) {
    String text =
        "the driver '%s' of '%s' (line %d) failed while it was created: %s"
            .formatted(
                plan.factory().type(),
                plan.path(),
                plan.label().position().line(),
                cause.getClass().getName());
    return JerboaException.of(ErrorClass.PLUGIN, "create-failed", text)
        .hint("Report this to the author of the driver.")
        .causedBy(cause);
  }
}
