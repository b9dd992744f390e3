package dev.jerboa.runtime.config;

import dev.jerboa.api.Secret;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a configuration with its defaults filled in and its secrets masked.
 *
 * <p>A reference such as {@code ${env:NAME}} stays as it is: it tells nothing and loads again.
 */
public final class ResolvedConfig {
  private ResolvedConfig() {}

  /** Returns the keys of a mapping that binds to {@code type}, as {@link YamlData}. */
  public static Map<String, Object> of(Mapping mapping, Class<?> type) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.of(type)) {
      mapping
          .get(key.name())
          .or(key::preset)
          .ifPresent(value -> resolved.put(key.name(), value(value, key.type())));
    }
    return resolved;
  }

  private static Object value(YamlNode node, Type type) {
    Class<?> raw = Types.raw(type);
    return switch (node) {
      case Mapping mapping when raw == Map.class -> map(mapping, Types.argument(type, 1));
      case Mapping mapping when raw.isRecord() -> of(mapping, raw);
      case Sequence list when raw == List.class -> list(list, Types.argument(type, 0));
      case Scalar scalar when raw == Secret.class -> secret(scalar.text());
      case Scalar scalar when ScalarReader.isTextual(raw) ->
          Problems.withoutPassword(scalar.text());
      case Mapping _, Sequence _, Scalar _ when raw == Optional.class ->
          value(node, Types.argument(type, 0));
      case Mapping _, Sequence _, Scalar _ -> YamlData.of(node);
    };
  }

  private static Object map(Mapping mapping, Type element) {
    Map<String, Object> data = new LinkedHashMap<>();
    mapping.entries().forEach(entry -> data.put(entry.key(), value(entry.value(), element)));
    return data;
  }

  private static Object list(Sequence list, Type element) {
    return list.items().stream().map(item -> value(item, element)).toList();
  }

  private static String secret(String text) {
    return Substitution.isReference(text) || text.isEmpty() ? text : Problems.MASK;
  }
}
