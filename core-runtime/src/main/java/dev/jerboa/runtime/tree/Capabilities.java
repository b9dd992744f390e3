package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** Tells what drivers offer. */
final class Capabilities {
  private static final Set<Class<?>> NONE = Set.of(Driver.class, AutoCloseable.class);

  private Capabilities() {}

  /** Says that a child is of the wrong kind. */
  static String mismatch(DriverFactory<?> parent, ChildSpec spec, String found) {
    return "'%s' of '%s' must offer %s; %s"
        .formatted(spec.name(), parent.type(), spec.capability().getSimpleName(), found);
  }

  /** Describes a node's driver by the interfaces it implements. */
  static String of(DriverNode node) {
    return node.driver()
        .map(driver -> describe(node.type().orElse(""), driver.getClass()))
        .orElse("it is a group without a driver");
  }

  static String describe(String type, Class<?> driver) {
    Set<String> names = names(driver);
    return "'" + type + "' offers " + (names.isEmpty() ? "nothing" : String.join(", ", names));
  }

  /** Returns the simple names of the interfaces a driver implements, other than Driver. */
  static Set<String> names(Class<?> driver) {
    Set<String> names = new TreeSet<>();
    addNames(driver, names);
    return names;
  }

  private static void addNames(Class<?> type, Set<String> names) {
    if (type == null || NONE.contains(type)) {
      return;
    }
    if (type.isInterface() && !Driver.class.isAssignableFrom(type)) {
      names.add(type.getSimpleName());
    }
    addNames(type.getSuperclass(), names);
    Arrays.stream(type.getInterfaces()).forEach(each -> addNames(each, names));
  }

  /** Returns the class that a factory declares to create, which may be no more than Driver. */
  static Class<?> declared(DriverFactory<?> factory) {
    return Arrays.stream(factory.getClass().getMethods())
        .filter(Capabilities::creates)
        .<Class<?>>map(Method::getReturnType)
        .reduce((a, b) -> a.isAssignableFrom(b) ? b : a)
        .orElse(Driver.class);
  }

  private static boolean creates(Method method) {
    return method.getName().equals("create")
        && method.getParameterCount() == 2
        && method.getParameterTypes()[1] == DriverContext.class;
  }

  /** Returns whether no driver of a declared class can offer a capability. */
  static boolean excludes(Class<?> declared, Class<?> capability) {
    return Modifier.isFinal(declared.getModifiers()) && !capability.isAssignableFrom(declared);
  }
}
