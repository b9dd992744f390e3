package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.Driver;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of the driver tree.
 *
 * @param name the key in the file
 * @param path the dotted path from the root
 * @param type the id of the driver type; empty for a node that only holds others
 * @param description what the file says about it
 * @param driver empty for a node that only holds others; the same object at every reference to it
 * @param children in the order of the file, automatic ones last
 * @param methodsDescription what the file says about single commands of it
 */
public record DriverNode(
    String name,
    String path,
    Optional<String> type,
    Optional<String> description,
    Optional<Driver> driver,
    List<DriverNode> children,
    Map<String, String> methodsDescription) {
  public DriverNode {
    children = List.copyOf(children);
  }

  /** Finds a child by its name. */
  public Optional<DriverNode> child(String name) {
    return children.stream().filter(child -> child.name().equals(name)).findFirst();
  }

  /** Returns the driver as {@code capability}, if it offers that. */
  public <T> Optional<T> capability(Class<T> capability) {
    return driver.filter(capability::isInstance).map(capability::cast);
  }
}
