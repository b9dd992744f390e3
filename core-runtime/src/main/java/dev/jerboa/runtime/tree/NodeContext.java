package dev.jerboa.runtime.tree;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverContext;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What one driver is lent. */
record NodeContext(String path, List<DriverNode> children, LabFolders folders)
    implements DriverContext {
  @Override
  public <T> T child(String name, Class<T> capability) {
    return children.stream()
        .filter(child -> child.name().equals(name))
        .flatMap(child -> child.capability(capability).stream())
        .findFirst()
        .orElseThrow(() -> noChild(name, capability));
  }

  private JerboaException noChild(String name, Class<?> capability) {
    String there =
        children.stream()
            .map(child -> child.name() + " (" + Capabilities.of(child) + ")")
            .collect(Collectors.joining(", "));
    String text =
        "%s has no child '%s' that offers %s; it has: %s"
            .formatted(path, name, capability.getSimpleName(), there.isEmpty() ? "none" : there);
    return JerboaException.of(ErrorClass.CONFIG, "child-missing", text)
        .hint("Add the child under 'children:' of this node.");
  }

  @Override
  public Path resolve(String path) {
    return folders.config().resolve(path).normalize();
  }

  @Override
  public Path stateFolder() {
    return folders.stateOf(path);
  }

  @Override
  public System.Logger logger() {
    return System.getLogger("jerboa." + path);
  }
}
