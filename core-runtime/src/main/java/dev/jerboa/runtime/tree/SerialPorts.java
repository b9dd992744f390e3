package dev.jerboa.runtime.tree;

import dev.jerboa.runtime.config.Position;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Finds nodes that would fight over one serial port. */
final class SerialPorts {
  /** The type of the driver whose {@code url} names a port. */
  static final String TYPE = "serial";

  private static final String KEY = "url";

  private final Problems problems;
  private final Map<String, Plan> users = new HashMap<>();

  SerialPorts(Problems problems) {
    this.problems = problems;
  }

  void add(Plan plan, Mapping config) {
    if (config.get(KEY).orElse(config) instanceof YamlNode.Scalar url && !isPrivate(url.text())) {
      Plan other = users.putIfAbsent(port(url.text()), plan);
      if (other != null) {
        report(plan, url.position(), other);
      }
    }
  }

  private void report(Plan plan, Position position, Plan other) {
    String text =
        "'%s' and '%s' (line %d) use the same serial port; let one be a 'ref' to the other"
            .formatted(plan.path(), other.path(), other.label().position().line());
    problems.add(position, plan.label().yamlPath() + ".config." + KEY, text);
  }

  /** Every user of {@code loop://} has its own. */
  private static boolean isPrivate(String url) {
    return url.startsWith("loop:");
  }

  /** Follows links, since udev gives one port several names. */
  private static String port(String url) {
    try {
      return Path.of(url).toRealPath().toString();
    } catch (IOException | InvalidPathException e) {
      return url; // not a device that is plugged in now
    }
  }
}
