package dev.jerboa.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A value of a YAML document with its place in the file; immutable. */
public sealed interface YamlNode {
  Position position();

  /** Returns what this is, for messages, without its content. */
  String kindName();

  /** Returns whether the value is null: nothing, {@code ~} or {@code null}. */
  default boolean isNull() {
    return this instanceof Scalar(String _, Scalar.Kind kind, Position _)
        && kind == Scalar.Kind.NULL;
  }

  /**
   * A single value.
   *
   * @param text the text without quotes
   * @param kind what the core schema of YAML 1.2 makes of it
   */
  record Scalar(String text, Kind kind, Position position) implements YamlNode {
    /** The scalar types of the core schema. */
    public enum Kind {
      TEXT("text"),
      INTEGER("a whole number"),
      FLOAT("a number"),
      BOOLEAN("a boolean"),
      NULL("nothing");

      private final String label;

      Kind(String label) {
        this.label = label;
      }
    }

    @Override
    public String kindName() {
      return kind.label;
    }

    /** Does not show the text, which may be a secret in plain form. */
    @Override
    public String toString() {
      return kind.label + " at " + position.line() + ":" + position.column();
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Position position) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kindName() {
      return "a list";
    }
  }

  /** Keys and values in the order of the file; no key occurs twice. */
  record Mapping(List<Entry> entries, Position position) implements YamlNode {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** Returns a mapping without keys. */
    static Mapping empty(Position position) {
      return new Mapping(List.of(), position);
    }

    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    public Optional<YamlNode> get(String key) {
      return entry(key).map(Entry::value);
    }

    /** Returns the mapping with some keys left out. */
    public Mapping without(Set<String> keys) {
      return new Mapping(
          entries.stream().filter(entry -> !keys.contains(entry.key())).toList(), position);
    }

    /** Returns the mapping with another value under a key that it has. */
    Mapping replace(String key, YamlNode value) {
      return new Mapping(
          entries.stream()
              .map(e -> e.key().equals(key) ? new Entry(key, e.position(), value) : e)
              .toList(),
          position);
    }

    /** Returns the mapping with an entry more. */
    Mapping with(Entry entry) {
      return new Mapping(Stream.concat(entries.stream(), Stream.of(entry)).toList(), position);
    }

    @Override
    public String kindName() {
      return "a mapping";
    }
  }

  /**
   * A key and its value.
   *
   * @param position where the key stands
   */
  record Entry(String key, Position position, YamlNode value) {
    /** Returns whether readers leave the key to the author of the file ({@code x-...}). */
    boolean isPrivate() {
      return key.startsWith("x-");
    }
  }
}
