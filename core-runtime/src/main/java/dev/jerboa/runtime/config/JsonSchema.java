package dev.jerboa.runtime.config;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Doc;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes configuration records as JSON Schema (draft 2020-12), for editors and validators.
 *
 * <p>A schema takes every file that {@link RecordBinder} takes. It does not know what a record's
 * constructor refuses.
 */
public final class JsonSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final List<String> SCALARS = List.of("string", "number", "boolean");
  private static final String DURATION = "^\\d{1,15}(\\.\\d{1,9})?(ms|s|m|h)$";

  private final Deque<Class<?>> around = new ArrayDeque<>();

  private JsonSchema() {}

  /** Returns the schema of files that hold one record, as data for a JSON writer. */
  public static Map<String, Object> of(Class<? extends Record> type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.putAll(ofPart(type));
    return schema;
  }

  /** Returns the schema of a record inside another schema. */
  public static Map<String, Object> ofPart(Class<? extends Record> type) {
    return new JsonSchema().record(type);
  }

  private Map<String, Object> record(Class<?> type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    Optional.ofNullable(type.getAnnotation(Doc.class))
        .ifPresent(doc -> schema.put("description", doc.value()));
    if (around.contains(type)) {
      return schema; // a record inside itself is not described again
    }
    around.push(type);
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (ConfigKey key : ConfigKey.of(type)) {
      properties.put(key.name(), key(key));
      if (key.isRequired()) {
        required.add(key.name());
      }
    }
    around.pop();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.putAll(closed());
    return schema;
  }

  /** Returns what refuses unknown keys, other than those that readers leave to the author. */
  public static Map<String, Object> closed() {
    return map("patternProperties", Map.of("^x-", true), "additionalProperties", false);
  }

  private Map<String, Object> key(ConfigKey key) {
    Map<String, Object> schema = new LinkedHashMap<>(value(key.type()));
    key.doc().ifPresent(doc -> schema.put("description", doc));
    key.preset().ifPresent(preset -> schema.put("default", YamlData.of(preset)));
    key.example().ifPresent(example -> schema.put("examples", List.of(YamlData.of(example))));
    if (!key.hasEffect()) {
      schema.put("deprecated", true);
    }
    return schema;
  }

  private Map<String, Object> value(Type type) {
    Class<?> raw = Types.raw(type);
    if (raw == YamlNode.class) {
      return Map.of();
    }
    if (raw == Optional.class) {
      return value(Types.argument(type, 0));
    }
    if (raw == List.class) {
      return map("type", "array", "items", value(Types.argument(type, 0)));
    }
    if (raw == Map.class) {
      return map("type", "object", "additionalProperties", value(Types.argument(type, 1)));
    }
    return raw.isRecord() && raw != Secret.class ? record(raw) : scalar(raw);
  }

  private static Map<String, Object> scalar(Class<?> type) {
    if (type.isEnum()) {
      return choice(ScalarReader.words(type));
    }
    if (type == Duration.class) {
      return Map.of(
          "anyOf",
          List.of(map("type", "number", "minimum", 0), map("type", "string", "pattern", DURATION)));
    }
    if (type == Secret.class) {
      return map("type", SCALARS, "writeOnly", true);
    }
    if (type == URI.class) {
      return map("type", "string", "format", "uri-reference");
    }
    return switch (ScalarReader.name(type)) {
      case "true or false" -> Map.of("type", "boolean");
      case "whole number" -> Map.of("type", "integer");
      case "number" -> Map.of("type", "number");
      default -> Map.of("type", SCALARS);
    };
  }

  /** Offers the words as they are documented, and takes them in any case, as the reader does. */
  private static Map<String, Object> choice(List<String> words) {
    String anyCase = String.join("|", words.stream().map(JsonSchema::anyCase).toList());
    return Map.of(
        "anyOf",
        List.of(Map.of("enum", words), map("type", "string", "pattern", "^(?:" + anyCase + ")$")));
  }

  private static String anyCase(String word) {
    StringBuilder pattern = new StringBuilder();
    word.chars()
        .forEach(
            c -> {
              char upper = Character.toUpperCase((char) c);
              pattern
                  .append('[')
                  .append((char) c == '-' ? "_" : upper)
                  .append((char) c)
                  .append(']');
            });
    return pattern.toString();
  }

  /** Returns a map of keys and values in turn, in this order. */
  public static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
