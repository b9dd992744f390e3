package dev.jerboa.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types of configuration values. */
final class Types {
  private Types() {}

  static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> raw -> raw;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> throw RecordMaker.broken(Record.class, type + " is generic", Optional.empty());
    };
  }

  static Type argument(Type type, int index) {
    if (type instanceof ParameterizedType generic) {
      return generic.getActualTypeArguments()[index];
    }
    throw RecordMaker.broken(raw(type), "its type arguments are absent", Optional.empty());
  }

  /** Returns what a person calls a type: {@code whole number}, {@code list of text}. */
  static String name(Type type) {
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return name(argument(type, 0));
    }
    if (raw == List.class) {
      return "list of " + name(argument(type, 0));
    }
    if (raw == Map.class) {
      return "mapping to " + name(argument(type, 1));
    }
    return raw.isRecord() && !ScalarReader.isTextual(raw) ? "mapping" : ScalarReader.name(raw);
  }
}
