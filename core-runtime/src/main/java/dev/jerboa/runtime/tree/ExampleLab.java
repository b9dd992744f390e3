package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.runtime.config.ConfigKey;
import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.YamlData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a small exporter file that shows a driver type at work. */
public final class ExampleLab {
  private final DriverCatalog catalog;

  private ExampleLab(DriverCatalog catalog) {
    this.catalog = catalog;
  }

  /** Returns the file as data for a YAML writer; the node has the name of its type. */
  public static Map<String, Object> of(DriverType type, DriverCatalog catalog) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("apiVersion", LabConfig.API_VERSION);
    file.put("kind", LabConfig.KIND);
    file.put("metadata", Map.of("name", "example"));
    file.put("export", Map.of(type.id(), new ExampleLab(catalog).node(type)));
    return file;
  }

  private Map<String, Object> node(DriverType type) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("type", type.id());
    Map<String, Object> config = config(type);
    if (!config.isEmpty()) {
      node.put("config", config);
    }
    Map<String, Object> children = new LinkedHashMap<>();
    for (ChildSpec spec : type.children()) {
      if (spec.required()) {
        fitting(spec).ifPresent(child -> children.put(spec.name(), node(child)));
      }
    }
    if (!children.isEmpty()) {
      node.put("children", children);
    }
    return node;
  }

  /** Shows the keys that have an example, and those that must be there. */
  private static Map<String, Object> config(DriverType type) {
    Map<String, Object> config = new LinkedHashMap<>();
    for (ConfigKey key : type.keys()) {
      key.example()
          .map(YamlData::of)
          .or(() -> key.isRequired() ? Optional.of(placeholder(key)) : Optional.empty())
          .ifPresent(value -> config.put(key.name(), value));
    }
    return config;
  }

  private static Object placeholder(ConfigKey key) {
    String type = key.typeName();
    return switch (type) {
      case "whole number", "number" -> 1;
      case "true or false" -> true;
      case "duration" -> "10s";
      case "mapping" -> Map.of();
      case String list when list.startsWith("list of") -> List.of();
      case String map when map.startsWith("mapping to") -> Map.of();
      case String choice when choice.startsWith("one of") -> key.choices().getFirst();
      default -> key.name();
    };
  }

  /** Prefers a type that has the name of the child, and one that needs no children itself. */
  private Optional<DriverType> fitting(ChildSpec spec) {
    List<DriverType> fitting =
        catalog.describe().stream()
            .filter(
                type -> spec.capability().isAssignableFrom(Capabilities.declared(type.factory())))
            .filter(type -> type.children().stream().noneMatch(ChildSpec::required))
            .toList();
    return Stream.concat(
            fitting.stream().filter(type -> type.id().equals(spec.name())), fitting.stream())
        .findFirst();
  }
}
