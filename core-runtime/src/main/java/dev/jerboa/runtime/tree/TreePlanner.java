package dev.jerboa.runtime.tree;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.LabNode;
import dev.jerboa.runtime.config.LabNode.BrokenEntry;
import dev.jerboa.runtime.config.LabNode.DriverEntry;
import dev.jerboa.runtime.config.LabNode.GroupEntry;
import dev.jerboa.runtime.config.LabNode.Label;
import dev.jerboa.runtime.config.LabNode.RefEntry;
import dev.jerboa.runtime.config.LogLevel;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.RecordBinder;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.tree.Plan.DriverPlan;
import dev.jerboa.runtime.tree.Plan.GroupPlan;
import dev.jerboa.runtime.tree.Plan.Help;
import dev.jerboa.runtime.tree.Plan.RefPlan;
import dev.jerboa.runtime.tree.Plan.UnknownPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks types, configuration and children of all nodes, and adds the automatic children. */
final class TreePlanner {
  private static final int DEEPEST_AUTO = 8;

  private final DriverCatalog catalog;
  private final Problems problems;
  private final RecordBinder binder;
  private final SerialPorts ports;

  TreePlanner(DriverCatalog catalog, Problems problems, RecordBinder binder) {
    this.catalog = catalog;
    this.problems = problems;
    this.binder = binder;
    this.ports = new SerialPorts(problems);
  }

  List<Plan> plan(List<LabNode> nodes) {
    return plan(nodes, "");
  }

  private List<Plan> plan(List<LabNode> nodes, String parent) {
    return nodes.stream().map(node -> plan(node, Plan.join(parent, node.label().name()))).toList();
  }

  private Plan plan(LabNode node, String path) {
    return switch (node) {
      case RefEntry ref -> new RefPlan(ref.label(), path, ref.target(), ref.targetPosition());
      case BrokenEntry broken ->
          new UnknownPlan(broken.label(), path, plan(broken.children(), path));
      case GroupEntry group ->
          new GroupPlan(
              group.label(),
              path,
              new Help(group.description(), Help.NONE.methods()),
              plan(group.children(), path));
      case DriverEntry driver -> driver(driver, path);
    };
  }

  private Plan driver(DriverEntry entry, String path) {
    List<Plan> children = plan(entry.children(), path);
    Help help = new Help(entry.description(), entry.methodsDescription());
    Optional<DriverFactory<?>> factory = catalog.find(entry.type().name());
    if (factory.isEmpty()) {
      problems.addForeign(
          entry.type().position(),
          entry.label().yamlPath() + ".type",
          catalog.explainUnknown(entry.type().name()));
      return new UnknownPlan(entry.label(), path, children);
    }
    Spot spot = new Spot(entry.label(), path, 0);
    Plan plan = driver(factory.get(), spot, entry.config(), new Given(help, children));
    if (factory.get().type().equals(SerialPorts.TYPE)) {
      entry.config().ifPresent(config -> ports.add(plan, config));
    }
    return plan;
  }

  /** Where a driver goes, and how many automatic parents it has. */
  private record Spot(Label label, String path, int autoDepth) {}

  /** What the file says about a driver beside its configuration. */
  private record Given(Help help, List<Plan> children) {}

  private Plan driver(DriverFactory<?> factory, Spot spot, Optional<Mapping> config, Given given) {
    List<ChildSpec> specs = List.copyOf(factory.children());
    findUnknownChildren(factory, specs, given.children());
    List<Plan> children = new ArrayList<>(given.children());
    for (ChildSpec spec : specs) {
      if (Plan.named(given.children(), spec.name()).isEmpty()) {
        absent(spec, spot, factory).ifPresent(children::add);
      }
    }
    String configPath = spot.label().yamlPath() + ".config";
    Optional<Mapping> own = config.map(keys -> withoutLogLevel(keys, configPath, factory));
    return new DriverPlan(
        spot.label(),
        spot.path(),
        factory,
        new Plan.Config(
            own, own.flatMap(keys -> binder.bind(keys, configPath, factory.configType()))),
        given.help(),
        spot.autoDepth() > 0,
        List.copyOf(children));
  }

  private Mapping withoutLogLevel(Mapping config, String path, DriverFactory<?> factory) {
    if (RecordBinder.keysOf(factory.configType()).contains(LogLevel.KEY)) {
      return config;
    }
    LogLevel.check(config, path, problems);
    return config.without(Set.of(LogLevel.KEY));
  }

  private void findUnknownChildren(
      DriverFactory<?> factory, List<ChildSpec> specs, List<Plan> children) {
    List<String> known = specs.stream().map(ChildSpec::name).toList();
    for (Plan child : children) {
      if (!known.contains(child.label().name())) {
        String takes = known.isEmpty() ? "no children" : "only " + String.join(", ", known);
        problems.addUnknown(
            child.label().position(),
            child.label().yamlPath(),
            "'" + factory.type() + "' does not take this child; it takes " + takes,
            new Problems.Meant(child.label().name(), known));
      }
    }
  }

  private Optional<Plan> absent(ChildSpec spec, Spot parent, DriverFactory<?> factory) {
    Label label = parent.label();
    Label own =
        new Label(spec.name(), label.position(), label.yamlPath() + ".children." + spec.name());
    if (spec.autoType().isPresent()) {
      Spot spot = new Spot(own, Plan.join(parent.path(), spec.name()), parent.autoDepth() + 1);
      return automatic(spec.autoType().get(), spot, factory);
    }
    if (spec.required()) {
      String text =
          "missing child; '" + factory.type() + "' needs a " + spec.capability().getSimpleName();
      problems.add(own.position(), own.yamlPath(), text);
    }
    return Optional.empty();
  }

  private Optional<Plan> automatic(String type, Spot spot, DriverFactory<?> parent) {
    if (spot.autoDepth() > DEEPEST_AUTO) {
      throw JerboaException.of(
              ErrorClass.PLUGIN,
              "endless-children",
              "the driver type '"
                  + parent.type()
                  + "' creates children without an end: "
                  + spot.path())
          .hint("Report this to the author of the driver.");
    }
    Optional<DriverFactory<?>> factory = catalog.find(type);
    if (factory.isEmpty()) {
      problems.add(spot.label().position(), spot.label().yamlPath(), catalog.explainUnknown(type));
      return Optional.empty();
    }
    Mapping defaults = new YamlNode.Mapping(List.of(), spot.label().position());
    return Optional.of(
        driver(factory.get(), spot, Optional.of(defaults), new Given(Help.NONE, List.of())));
  }
}
