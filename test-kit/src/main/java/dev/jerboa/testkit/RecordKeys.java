package dev.jerboa.testkit;

import dev.jerboa.api.Secret;
import dev.jerboa.api.config.Default;
import dev.jerboa.runtime.config.RecordBinder;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The keys of a configuration record, with those of the records nested in it. */
final class RecordKeys {
  private RecordKeys() {}

  /** A key and the component that it fills. */
  record RecordKey(String name, RecordComponent component) {
    boolean isRequired() {
      return component.getType() != Optional.class && !component.isAnnotationPresent(Default.class);
    }

    /** Returns the type of the value, without the Optional around it. */
    Type valueType() {
      Type type = component.getGenericType();
      return component.getType() == Optional.class ? arguments(type).getFirst() : type;
    }

    /** Returns a value that no type of this key takes. */
    YamlNode mistyped() {
      return rawClass(valueType()) == List.class
          ? new Scalar("text", Scalar.Kind.TEXT, ConfigProbe.SPOT)
          : new Sequence(List.of(), ConfigProbe.SPOT);
    }
  }

  /** Returns the keys of one record. */
  static List<RecordKey> of(Class<?> type) {
    List<String> names = RecordBinder.keysOf(type);
    RecordComponent[] components = type.getRecordComponents();
    List<RecordKey> keys = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      keys.add(new RecordKey(names.get(i), components[i]));
    }
    return keys;
  }

  /** Returns the records that a configuration is made of, the outermost first. */
  static Set<Class<?>> recordsIn(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(type, found);
    return found;
  }

  private static void collect(Type type, Set<Class<?>> found) {
    arguments(type).forEach(argument -> collect(argument, found));
    Class<?> raw = rawClass(type);
    if (raw.isRecord() && raw != Secret.class && found.add(raw)) {
      Arrays.stream(raw.getRecordComponents())
          .forEach(component -> collect(component.getGenericType(), found));
    }
  }

  /** Returns the texts of all secrets in a configuration. */
  static Set<String> secretsIn(Type type, YamlNode node) {
    Set<String> found = new LinkedHashSet<>();
    collectSecrets(type, node, found);
    return found;
  }

  private static void collectSecrets(Type type, YamlNode node, Set<String> found) {
    Class<?> raw = rawClass(type);
    switch (node) {
      case YamlNode inner when raw == Optional.class ->
          collectSecrets(arguments(type).getFirst(), inner, found);
      case Scalar scalar when raw == Secret.class -> found.add(scalar.text());
      case Sequence sequence when raw == List.class ->
          sequence.items().forEach(i -> collectSecrets(arguments(type).getFirst(), i, found));
      case Mapping mapping -> collectSecrets(type, mapping, found);
      case Scalar _, Sequence _ -> {}
    }
  }

  private static void collectSecrets(Type type, Mapping mapping, Set<String> found) {
    Class<?> raw = rawClass(type);
    if (raw.isRecord()) {
      of(raw)
          .forEach(
              key ->
                  mapping
                      .get(key.name())
                      .ifPresent(
                          node -> collectSecrets(key.component().getGenericType(), node, found)));
    } else if (arguments(type).size() == 2) {
      mapping.entries().forEach(e -> collectSecrets(arguments(type).getLast(), e.value(), found));
    }
  }

  static Class<?> rawClass(Type type) {
    return switch (type) {
      case Class<?> raw -> raw;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  private static List<Type> arguments(Type type) {
    return type instanceof ParameterizedType generic
        ? Stream.of(generic.getActualTypeArguments()).toList()
        : List.of();
  }
}
