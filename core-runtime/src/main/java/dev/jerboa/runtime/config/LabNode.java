package dev.jerboa.runtime.config;

import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A node under {@code export:} as it stands in the file. */
public sealed interface LabNode {
  /** Returns the key and where it stands. */
  Label label();

  /** Returns the nodes under {@code children:} in the order of the file. */
  List<LabNode> children();

  /**
   * The name of a node.
   *
   * @param name the key, without dots and white space
   * @param position where the key stands
   * @param yamlPath the keys that lead to it, {@code export.dut.children.power}
   */
  record Label(String name, Position position, String yamlPath) {}

  /**
   * A node with a {@code type}.
   *
   * @param config the mapping under {@code config:}; absent if something else stands there, which
   *     is a problem
   */
  record DriverEntry(
      Label label,
      TypeName type,
      Optional<String> description,
      Map<String, String> methodsDescription,
      Optional<Mapping> config,
      List<LabNode> children)
      implements LabNode {}

  /** The id of a driver type or an alias of it, and where it stands. */
  record TypeName(String name, Position position) {}

  /** A node that only holds others. */
  record GroupEntry(Label label, Optional<String> description, List<LabNode> children)
      implements LabNode {}

  /** A node of which nobody can say what it is; its problems have been added. */
  record BrokenEntry(Label label, List<LabNode> children) implements LabNode {}

  /**
   * A node that stands for another.
   *
   * @param target the dotted path of the other
   * @param targetPosition where that path stands
   */
  record RefEntry(Label label, String target, Position targetPosition) implements LabNode {
    @Override
    public List<LabNode> children() {
      return List.of();
    }
  }
}
