package dev.jerboa.runtime.tree;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.runtime.config.JsonSchema;
import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.LogLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes exporter files with the driver types of a catalog as JSON Schema (draft 2020-12). */
public final class LabSchema {
  private static final Map<String, Object> NODE = JsonSchema.map("$ref", "#/$defs/node");
  private static final Map<String, Object> TEXT = JsonSchema.map("type", "string");

  private final DriverCatalog catalog;

  private LabSchema(DriverCatalog catalog) {
    this.catalog = catalog;
  }

  /** Returns the schema as data for a JSON writer. */
  public static Map<String, Object> of(DriverCatalog catalog) {
    return new LabSchema(catalog).file();
  }

  private Map<String, Object> file() {
    Map<String, Object> schema = JsonSchema.of(LabConfig.Header.class);
    Map<String, Object> keys = child(schema, "properties");
    child(keys, "apiVersion").put("const", LabConfig.API_VERSION);
    child(keys, "kind").put("const", LabConfig.KIND);
    child(keys, "metadata").remove("required"); // the environment can give the name
    keys.put("export", nodes("The driver tree."));
    schema.put("$defs", JsonSchema.map("node", node()));
    return schema;
  }

  @SuppressWarnings("unchecked") // schemas are made of such maps
  private static Map<String, Object> child(Map<String, Object> schema, String key) {
    return (Map<String, Object>) schema.get(key);
  }

  private static Map<String, Object> nodes(String description) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("description", description);
    schema.put("patternProperties", JsonSchema.map("^x-", true));
    schema.put("propertyNames", JsonSchema.map("pattern", "^[^.\\s]*$"));
    schema.put("additionalProperties", NODE);
    return schema;
  }

  private Map<String, Object> node() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(
        "type",
        JsonSchema.map(
            "description", "The driver type, by its id or an alias.", "enum", typeNames()));
    keys.put(
        "description",
        JsonSchema.map("description", "What the node is, shown in help.", "type", "string"));
    keys.put(
        "methods_description",
        JsonSchema.map(
            "description", "What single commands of it do.", "additionalProperties", TEXT));
    keys.put(LogLevel.KEY, JsonSchema.map("type", "string", "deprecated", true));
    keys.put(
        "config",
        JsonSchema.map("description", "The keys of the type.", "type", List.of("object", "null")));
    keys.put("children", JsonSchema.map("type", List.of("object", "null")));
    keys.put(
        "ref",
        JsonSchema.map(
            "description", "The dotted path of the node this one stands for.", "type", "string"));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", keys);
    schema.putAll(JsonSchema.closed());
    schema.put(
        "oneOf",
        List.of(
            shape("type", "ref"),
            shape(
                "ref",
                "type",
                "description",
                "methods_description",
                "log_level",
                "config",
                "children"),
            shape("children", "type", "ref", "config", "methods_description", "log_level")));
    List<Object> rules = new ArrayList<>(List.of(group()));
    catalog.describe().forEach(type -> rules.add(rule(type)));
    schema.put("allOf", rules);
    return schema;
  }

  /** A node with one key and without others. */
  private static Map<String, Object> shape(String key, String... others) {
    return JsonSchema.map("required", List.of(key), "not", anyOf(others));
  }

  private static Map<String, Object> anyOf(String... keys) {
    return JsonSchema.map(
        "anyOf", Stream.of(keys).map(key -> JsonSchema.map("required", List.of(key))).toList());
  }

  private List<String> typeNames() {
    return Stream.concat(
            catalog.describe().stream().flatMap(LabSchema::namesOf), Stream.of(LabConfig.COMPOSITE))
        .toList();
  }

  private static Stream<String> namesOf(DriverType type) {
    return Stream.concat(Stream.of(type.id()), type.aliases().stream());
  }

  private static Map<String, Object> isType(List<String> names) {
    return JsonSchema.map(
        "required",
        List.of("type"),
        "properties",
        JsonSchema.map("type", JsonSchema.map("enum", names)));
  }

  /** A node without a type takes any children and no configuration. */
  private static Map<String, Object> group() {
    Map<String, Object> nothing = JsonSchema.map("type", "object");
    nothing.put("properties", JsonSchema.map(LogLevel.KEY, TEXT));
    nothing.putAll(JsonSchema.closed());
    Map<String, Object> typeless = JsonSchema.map("not", anyOf("type"));
    Map<String, Object> children = nodes("The nodes of a group.");
    return JsonSchema.map(
        "if",
        JsonSchema.map("anyOf", List.of(typeless, isType(List.of(LabConfig.COMPOSITE)))),
        "then",
        JsonSchema.map(
            "properties", JsonSchema.map("config", orNull(nothing), "children", children)));
  }

  private Map<String, Object> rule(DriverType type) {
    Map<String, Object> config = JsonSchema.ofPart(type.factory().configType());
    child(config, "properties")
        .putIfAbsent(LogLevel.KEY, JsonSchema.map("type", "string", "deprecated", true));
    boolean configNeeded = config.containsKey("required");
    List<String> children =
        type.children().stream()
            .filter(spec -> spec.required() && spec.autoType().isEmpty())
            .map(ChildSpec::name)
            .toList();
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("config", configNeeded ? config : orNull(config));
    keys.put("children", children.isEmpty() ? orNull(children(type)) : children(type));
    Map<String, Object> then = new LinkedHashMap<>();
    then.put("description", type.description());
    then.put("properties", keys);
    then.put(
        "required",
        Stream.concat(
                configNeeded ? Stream.of("config") : Stream.empty(),
                children.isEmpty() ? Stream.empty() : Stream.of("children"))
            .toList());
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("if", isType(namesOf(type).toList()));
    rule.put("then", then);
    return rule;
  }

  private Map<String, Object> children(DriverType type) {
    Map<String, Object> children = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (ChildSpec spec : type.children()) {
      children.put(spec.name(), child(spec));
      if (spec.required() && spec.autoType().isEmpty()) {
        required.add(spec.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", children);
    schema.put("required", required);
    schema.putAll(JsonSchema.closed());
    return schema;
  }

  private Map<String, Object> child(ChildSpec spec) {
    List<String> fitting =
        catalog.describe().stream()
            .filter(
                type ->
                    !Capabilities.excludes(
                        Capabilities.declared(type.factory()), spec.capability()))
            .flatMap(LabSchema::namesOf)
            .toList();
    Map<String, Object> schema = new LinkedHashMap<>(NODE);
    schema.put("properties", JsonSchema.map("type", JsonSchema.map("enum", fitting)));
    schema.putAll(anyOf("type", "ref")); // a group offers nothing
    schema.put("description", "Offers " + spec.capability().getSimpleName() + ".");
    return schema;
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    return JsonSchema.map("anyOf", List.of(schema, JsonSchema.map("type", "null")));
  }
}
