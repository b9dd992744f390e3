package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.Driver;
import java.util.Set;
import java.util.TreeSet;

/** Names what drivers offer, for messages. */
final class Capabilities {
  private Capabilities() {}

  /** Describes a node's driver by the interfaces it implements. */
  static String of(DriverNode node) {
    return node.driver()
        .map(driver -> describe(node.type().orElse(""), driver))
        .orElse("it is a group without a driver");
  }

  private static String describe(String type, Driver driver) {
    Set<String> names = names(driver);
    return "'" + type + "' offers " + (names.isEmpty() ? "nothing" : String.join(", ", names));
  }

  /** Returns the simple names of the interfaces a driver implements, other than Driver. */
  static Set<String> names(Driver driver) {
    Set<String> names = new TreeSet<>();
    for (Class<?> type = driver.getClass(); type != null; type = type.getSuperclass()) {
      for (Class<?> capability : type.getInterfaces()) {
        if (capability != Driver.class && capability != AutoCloseable.class) {
          names.add(capability.getSimpleName());
        }
      }
    }
    return names;
  }
}
