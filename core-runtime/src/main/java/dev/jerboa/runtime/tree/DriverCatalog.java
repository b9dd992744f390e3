package dev.jerboa.runtime.tree;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.config.Nearest;
import dev.jerboa.runtime.config.RecordBinder;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** The driver types that are at hand, by id and alias. Immutable. */
public final class DriverCatalog {
  private final Map<String, DriverFactory<?>> byName = new TreeMap<>();
  private final Map<String, DriverFactory<?>> byType = new LinkedHashMap<>();

  /**
   * Takes the types of these factories.
   *
   * @throws JerboaException {@code plugin.duplicate-type} if two claim one id or alias, {@code
   *     plugin.factory} if one fails to describe itself
   */
  public DriverCatalog(List<? extends DriverFactory<?>> factories) {
    factories.forEach(this::add);
  }

  /**
   * Returns a catalog that has more types.
   *
   * @throws JerboaException as the constructor; this catalog stays as it is
   */
  public DriverCatalog with(List<? extends DriverFactory<?>> more) {
    List<DriverFactory<?>> all = new ArrayList<>(byType.values());
    all.addAll(more);
    return new DriverCatalog(all);
  }

  private void add(DriverFactory<?> factory) {
    for (String name : describe(factory)) {
      claim(name, factory);
    }
    byType.put(factory.type(), factory);
  }

  /** Returns the names of a type after trying out all that is asked of its factory later. */
  private static Set<String> describe(DriverFactory<?> factory) {
    try {
      RecordBinder.keysOf(factory.configType());
      List.copyOf(factory.children());
      Capabilities.declared(factory);
      Set<String> names = new LinkedHashSet<>(Set.of(factory.type()));
      names.addAll(factory.aliases());
      return names;
    } catch (RuntimeException | LinkageError e) {
      String text = "a driver type cannot be described: " + origin(factory) + ": " + e;
      throw JerboaException.of(ErrorClass.PLUGIN, "factory", text)
          .hint("Update or remove the plugin.")
          .causedBy(e);
    }
  }

  /** Finds the factories that the modules of this program provide. */
  public static DriverCatalog builtIn() {
    return new DriverCatalog(builtInFactories());
  }

  /** Returns the factories of {@link #builtIn}, to be joined by those of plugins. */
  public static List<DriverFactory<?>> builtInFactories() {
    List<DriverFactory<?>> factories = new ArrayList<>();
    try {
      ClassLoader loader = DriverCatalog.class.getClassLoader();
      ServiceLoader.load(DriverFactory.class, loader).forEach(factories::add);
    } catch (ServiceConfigurationError e) {
      throw JerboaException.of(
              ErrorClass.PLUGIN, "provider", "a driver cannot be loaded: " + e.getMessage())
          .hint("Reinstall Jerboa: one of its modules is damaged.")
          .causedBy(e);
    }
    return factories;
  }

  /** Returns the type ids in the order of the factories. */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  /** Describes all types, by id. */
  public List<DriverType> describe() {
    return byType.values().stream()
        .map(DriverType::new)
        .sorted(Comparator.comparing(DriverType::id))
        .toList();
  }

  /**
   * Describes the type of an id or alias.
   *
   * @throws JerboaException {@code usage.unknown-type} if there is none
   */
  public DriverType describe(String typeOrAlias) {
    return find(typeOrAlias)
        .map(DriverType::new)
        .orElseThrow(
            () ->
                JerboaException.of(ErrorClass.USAGE, "unknown-type", explainUnknown(typeOrAlias))
                    .hint("'jerboa drivers' lists the types."));
  }

  /** Finds the factory of a type id or alias. */
  public Optional<DriverFactory<?>> find(String typeOrAlias) {
    return Optional.ofNullable(byName.get(typeOrAlias));
  }

  /** Says that a type is not known, and which known ones are near. */
  String explainUnknown(String type) {
    return JumpstarterDrivers.explain(type).orElseGet(() -> explainStranger(type));
  }

  private String explainStranger(String type) {
    String noun = type.contains(".") ? "class" : "type";
    List<String> near = Nearest.allTo(type, byName.keySet());
    String known =
        near.isEmpty()
            ? "; known: " + String.join(", ", types())
            : "; nearest: " + String.join(", ", near);
    return noun + " '" + type + "' has no driver here" + known;
  }

  private void claim(String name, DriverFactory<?> factory) {
    DriverFactory<?> other = byName.putIfAbsent(name, factory);
    if (other != null) {
      String text =
          "two drivers claim the type '" + name + "': " + origin(other) + " and " + origin(factory);
      throw JerboaException.of(ErrorClass.PLUGIN, "duplicate-type", text)
          .hint("Remove one of the two plugins.");
    }
  }

  private static String origin(DriverFactory<?> factory) {
    Class<?> type = factory.getClass();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String place = source == null ? "the Java runtime" : String.valueOf(source.getLocation());
    return type.getName() + " in " + place;
  }
}
