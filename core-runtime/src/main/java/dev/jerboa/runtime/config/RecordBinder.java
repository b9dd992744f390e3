package dev.jerboa.runtime.config;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Binds YAML mappings to records by the names and types of their components. Used by one thread.
 *
 * <p>A key is the component's name in snake case or its {@link Key}. Types: String, boolean, int,
 * long, double and their boxes, Duration (a number of seconds or {@code 500ms}, {@code 30s}, {@code
 * 10m}, {@code 2h}), Secret, Path, URI, enums, List, Map with String keys, Optional, records, and
 * {@link YamlNode} for what the caller reads itself. A record of another module must be public, as
 * the records nested in it, and its package exported.
 */
public final class RecordBinder {
  private final Problems problems;
  private final ScalarReader scalars;
  private final RecordMaker maker;

  private final boolean nullIsAbsent;

  private RecordBinder(Problems problems, ScalarReader scalars, boolean nullIsAbsent) {
    this.nullIsAbsent = nullIsAbsent;
    this.problems = problems;
    this.scalars = scalars;
    this.maker = new RecordMaker(problems);
  }

  /** Makes a binder that takes every text as it is: for files that others may have written. */
  public static RecordBinder literal(Problems problems) {
    return new RecordBinder(problems, literalScalars(problems), false);
  }

  /** Makes a binder that replaces references in texts: String, Secret, Path and URI. */
  public static RecordBinder substituting(Problems problems, Substitution substitution) {
    return new RecordBinder(problems, new ScalarReader(problems, substitution::apply), false);
  }

  /**
   * Reads a whole file of one record, texts taken as they are.
   *
   * @param name the name of the file for messages
   * @throws JerboaException {@code config.invalid} with all problems
   */
  public static <C extends Record> C parse(String name, byte[] content, Class<C> type) {
    return parse(name, content, type, false);
  }

  /**
   * Does the same where a key that may be absent may also be null, as published bundles have it.
   */
  public static <C extends Record> C parseWithNulls(String name, byte[] content, Class<C> type) {
    return parse(name, content, type, true);
  }

  private static <C extends Record> C parse(
      String name, byte[] content, Class<C> type, boolean nullIsAbsent) {
    Problems problems = new Problems(name);
    YamlNode root = YamlDocument.parse(content, problems);
    RecordBinder binder = new RecordBinder(problems, literalScalars(problems), nullIsAbsent);
    Optional<C> bound = binder.bind(root, "", type);
    problems.throwIfAny();
    return bound.orElseThrow();
  }

  private static ScalarReader literalScalars(Problems problems) {
    return new ScalarReader(problems, text -> new Substitution.Result.Text(text, false));
  }

  /** Returns the keys of a record in the order of its components. */
  public static List<String> keysOf(Class<?> type) {
    return ConfigKey.of(type).stream().map(ConfigKey::name).toList();
  }

  /**
   * Binds a mapping.
   *
   * @param path where the mapping is in the tree, for messages
   * @return empty if problems were added
   * @throws JerboaException of class {@code PLUGIN} if the record itself cannot be bound
   */
  public <C extends Record> Optional<C> bind(YamlNode node, String path, Class<C> type) {
    return value(node, path, type).map(type::cast);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Optional<?> value(YamlNode node, String path, Type type) {
    Class<?> raw = Types.raw(type);
    if (raw == YamlNode.class) {
      return Optional.of(node);
    }
    if (raw == Optional.class) {
      if (node.isNull() && nullIsAbsent) {
        return Optional.of(Optional.empty());
      }
      Optional<?> inner = value(node, path, Types.argument(type, 0));
      return inner.isPresent() ? Optional.of(inner) : inner;
    }
    if (node.isNull()) {
      String text =
          path.isEmpty() ? "the file is empty" : "is empty; remove the key or give it a value";
      problems.add(node.position(), path, text);
      return Optional.empty();
    }
    if (scalars.reads(raw)) {
      return scalars.read(node, path, raw);
    }
    if (raw == List.class) {
      return list(node, path, Types.argument(type, 0));
    }
    if (raw == Map.class && Types.argument(type, 0) == String.class) {
      return map(node, path, Types.argument(type, 1));
    }
    if (raw.isRecord()) {
      return record(node, path, raw);
    }
    throw RecordMaker.broken(raw, "no value can be made for key '" + path + "'", Optional.empty());
  }

  private Optional<?> list(YamlNode node, String path, Type element) {
    if (!(node instanceof Sequence sequence)) {
      return misshapen(node, path, "a list");
    }
    List<Object> bound = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      value(sequence.items().get(i), path + "[" + i + "]", element).ifPresent(bound::add);
    }
    return complete(List.copyOf(bound), bound.size() == sequence.items().size());
  }

  private Optional<?> map(YamlNode node, String path, Type element) {
    if (!(node instanceof Mapping mapping)) {
      return misshapen(node, path, "a mapping");
    }
    Map<String, Object> bound = new LinkedHashMap<>();
    for (Entry entry : mapping.entries()) {
      value(entry.value(), join(path, entry.key()), element)
          .ifPresent(value -> bound.put(entry.key(), value));
    }
    return complete(Collections.unmodifiableMap(bound), bound.size() == mapping.entries().size());
  }

  private static Optional<?> complete(Object value, boolean complete) {
    return complete ? Optional.of(value) : Optional.empty();
  }

  /** Does not show what was found: a secret may stand in the wrong place. */
  private Optional<?> misshapen(YamlNode node, String path, String expected) {
    problems.add(node.position(), path, "expected " + expected + ", found " + node.kindName());
    return Optional.empty();
  }

  private Optional<?> record(YamlNode node, String path, Class<?> type) {
    if (!(node instanceof Mapping mapping)) {
      return misshapen(node, path, "a mapping");
    }
    findUnknownKeys(mapping, path, keysOf(type));
    List<RecordMaker.Slot> slots =
        ConfigKey.of(type).stream().map(key -> slot(mapping, path, key)).toList();
    return maker.make(type, slots, new RecordMaker.Place(mapping, path));
  }

  private RecordMaker.Slot slot(Mapping mapping, String path, ConfigKey key) {
    Optional<Entry> present = mapping.entry(key.name());
    present
        .filter(entry -> !key.hasEffect())
        .ifPresent(entry -> problems.noteNoEffect(entry.position(), join(path, key.name())));
    Optional<Object> absent = absent(key);
    if (present.isPresent()) {
      Type type = key.component().getGenericType();
      Optional<?> value = value(present.get().value(), join(path, key.name()), type);
      Optional<Object> standIn = absent.or(() -> nothing(Types.raw(type)));
      return new RecordMaker.Slot(key.name(), value.map(v -> v), standIn);
    }
    if (absent.isEmpty()) {
      problems.add(mapping.position(), join(path, key.name()), "missing key");
    }
    return new RecordMaker.Slot(key.name(), absent, absent);
  }

  /** Returns the value of a key that is not there. */
  private static Optional<Object> absent(ConfigKey key) {
    if (key.isRequired()) {
      return Optional.empty();
    }
    return Optional.of(
        key.preset().<Object>map(node -> preset(node, key)).orElse(Optional.empty()));
  }

  /** Stands for a list or a mapping in which something is wrong. */
  private static Optional<Object> nothing(Class<?> type) {
    if (type == List.class) {
      return Optional.of(List.of());
    }
    return type == Map.class ? Optional.of(Map.of()) : Optional.empty();
  }

  private static Object preset(YamlNode node, ConfigKey key) {
    Problems own = new Problems("@Default of " + key.component());
    try {
      Type type = key.component().getGenericType();
      Optional<?> value = literal(own).value(node, key.name(), type);
      own.throwIfAny();
      return value.orElseThrow();
    } catch (JerboaException e) {
      throw key.wrong("default", e);
    }
  }

  private void findUnknownKeys(Mapping mapping, String path, List<String> known) {
    for (Entry entry : mapping.entries()) {
      if (!known.contains(entry.key()) && !entry.isPrivate() && !entry.key().isEmpty()) {
        problems.addUnknown(
            entry.position(),
            join(path, entry.key()),
            "unknown key",
            new Problems.Meant(entry.key(), known));
      }
    }
  }
}
