package dev.jerboa.runtime.config;

import dev.jerboa.api.config.Default;
import dev.jerboa.runtime.config.LabNode.BrokenEntry;
import dev.jerboa.runtime.config.LabNode.DriverEntry;
import dev.jerboa.runtime.config.LabNode.GroupEntry;
import dev.jerboa.runtime.config.LabNode.Label;
import dev.jerboa.runtime.config.LabNode.RefEntry;
import dev.jerboa.runtime.config.LabNode.TypeName;
import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the nodes under {@code export:}.
 *
 * <p>What a node is follows from its keys alone, never from what happens to validate: a misspelled
 * {@code type} is an unknown key and no group.
 */
final class LabNodeReader {
  private static final List<String> NEEDS_TYPE =
      List.of("config", "methods_description", "log_level");

  private final Problems problems;
  private final RecordBinder binder;

  LabNodeReader(Problems problems, RecordBinder binder) {
    this.problems = problems;
    this.binder = binder;
  }

  /** All keys of a node; which of them go together is decided below. */
  record Keys(
      Optional<String> type,
      Optional<String> description,
      @Default("{}") Map<String, String> methodsDescription,
      Optional<YamlNode> logLevel,
      Optional<YamlNode> config,
      Optional<YamlNode> children,
      Optional<String> ref) {}

  List<LabNode> export(YamlNode nodes) {
    if (nodes.isNull()) {
      problems.add(nodes.position(), "export", "is empty; remove the key or give it a value");
    }
    return nodes(nodes, "export");
  }

  private List<LabNode> nodes(YamlNode nodes, String path) {
    List<LabNode> read = new ArrayList<>();
    for (Entry entry : mapping(nodes, path).entries()) {
      if (!entry.isPrivate()) {
        Label label =
            new Label(entry.key(), entry.position(), RecordBinder.join(path, entry.key()));
        checkName(label);
        read.add(node(label, entry.value()));
      }
    }
    return read;
  }

  /** Takes nothing for an empty mapping, as the reference's own example has it. */
  private Mapping mapping(YamlNode node, String path) {
    if (node instanceof Mapping mapping) {
      return mapping;
    }
    if (!node.isNull()) {
      problems.add(node.position(), path, "expected a mapping, found " + node.kindName());
    }
    return Mapping.empty(node.position());
  }

  private void checkName(Label label) {
    boolean odd =
        label
            .name()
            .codePoints()
            .anyMatch(c -> c == '.' || Character.isWhitespace(c) || Character.isISOControl(c));
    if (odd) {
      problems.add(
          label.position(), label.yamlPath(), "the name of a node has no dots and no white space");
    }
  }

  private LabNode node(Label label, YamlNode value) {
    Optional<Keys> bound = binder.bind(value, label.yamlPath(), Keys.class);
    Mapping mapping = value instanceof Mapping m ? m : Mapping.empty(value.position());
    Optional<Keys> keys = bound.or(() -> whatIsClear(mapping));
    List<LabNode> children = children(label, mapping);
    if (keys.isEmpty()) {
      return new BrokenEntry(label, children);
    }
    if (keys.get().ref().isPresent()) {
      return reference(label, mapping, keys.get().ref().get());
    }
    if (keys.get().type().isPresent()) {
      return driver(label, mapping, keys.get(), children);
    }
    return bound.isPresent() && isGroup(label, mapping)
        ? new GroupEntry(label, keys.get().description(), children)
        : new BrokenEntry(label, children);
  }

  /** Finds out what a node with a wrong side key is, so that the rest of it is checked as well. */
  private static Optional<Keys> whatIsClear(Mapping mapping) {
    Set<String> sideKeys = Set.of("description", "methods_description", "log_level");
    return RecordBinder.literal(new Problems("")).bind(mapping.without(sideKeys), "", Keys.class);
  }

  private List<LabNode> children(Label label, Mapping mapping) {
    return mapping
        .get("children")
        .map(nodes -> nodes(nodes, RecordBinder.join(label.yamlPath(), "children")))
        .orElse(List.of());
  }

  private LabNode reference(Label label, Mapping mapping, String target) {
    for (Entry entry : mapping.without(Set.of("ref")).entries()) {
      if (RecordBinder.keysOf(Keys.class).contains(entry.key())) {
        String path = RecordBinder.join(label.yamlPath(), entry.key());
        problems.add(entry.position(), path, "a node with 'ref' takes no other key");
      }
    }
    Position position = mapping.get("ref").map(YamlNode::position).orElse(label.position());
    return new RefEntry(label, target, position);
  }

  private LabNode driver(Label label, Mapping mapping, Keys keys, List<LabNode> children) {
    LogLevel.check(mapping, label.yamlPath(), problems);
    Position position = mapping.get("type").map(YamlNode::position).orElse(label.position());
    TypeName type = new TypeName(keys.type().orElseThrow(), position);
    YamlNode value = keys.config().orElseGet(() -> Mapping.empty(label.position()));
    String configPath = RecordBinder.join(label.yamlPath(), "config");
    Mapping mapped = mapping(value, configPath);
    if (type.name().equals(LabConfig.COMPOSITE)) {
      LogLevel.check(mapped, configPath, problems);
      binder.bind(mapped.without(Set.of(LogLevel.KEY)), configPath, NoKeys.class);
      return new GroupEntry(label, keys.description(), children);
    }
    Optional<Mapping> config =
        value instanceof Mapping || value.isNull() ? Optional.of(mapped) : Optional.empty();
    return new DriverEntry(
        label, type, keys.description(), keys.methodsDescription(), config, children);
  }

  /** The configuration of a composite. */
  record NoKeys() {}

  private boolean isGroup(Label label, Mapping mapping) {
    List<String> known = RecordBinder.keysOf(Keys.class);
    boolean misspelled =
        mapping.entries().stream()
            .anyMatch(entry -> !entry.isPrivate() && !known.contains(entry.key()));
    if (misspelled) {
      return false; // the unknown key is the problem to solve first
    }
    List<Entry> typeless =
        mapping.entries().stream().filter(entry -> NEEDS_TYPE.contains(entry.key())).toList();
    for (Entry entry : typeless) {
      String path = RecordBinder.join(label.yamlPath(), entry.key());
      problems.add(entry.position(), path, "needs the key 'type' beside it");
    }
    boolean empty = mapping.get("children").map(YamlNode::isNull).orElse(true);
    if (empty) {
      String text = "needs one of the keys 'type', 'children' and 'ref'";
      problems.add(label.position(), label.yamlPath(), text);
    }
    return typeless.isEmpty() && !empty;
  }
}
