package dev.jerboa.testkit;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Position;
import dev.jerboa.runtime.config.Problem;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.RecordBinder;
import dev.jerboa.runtime.config.YamlDocument;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A configuration that is bound to its record as the product does, whole or with a key changed. */
record ConfigProbe(Class<? extends Record> type, Mapping mapping) {
  static final String FILE = "config.yaml";

  /** Where changed values stand, so that a problem can be told to name their place. */
  static final Position SPOT = new Position(71, 9);

  /**
   * Parses the keys of a configuration.
   *
   * @throws AssertionError if the text is not a YAML mapping
   */
  static ConfigProbe of(Class<? extends Record> type, String yaml) {
    Problems problems = new Problems(FILE);
    YamlNode node =
        yaml.isBlank()
            ? new Mapping(List.of(), Position.START)
            : YamlDocument.parse(yaml.getBytes(StandardCharsets.UTF_8), problems);
    problems.throwIfAny();
    if (node instanceof Mapping mapping) {
      return new ConfigProbe(type, mapping);
    }
    throw new AssertionError("the configuration must be keys with values, not " + node.kindName());
  }

  ConfigProbe with(String key, YamlNode value) {
    List<Entry> entries = new ArrayList<>(mapping.without(Set.of(key)).entries());
    entries.add(new Entry(key, SPOT, value));
    return new ConfigProbe(type, new Mapping(entries, mapping.position()));
  }

  ConfigProbe without(String key) {
    return new ConfigProbe(type, mapping.without(Set.of(key)));
  }

  /**
   * Makes the record.
   *
   * @throws JerboaException {@code config.invalid} with all problems, or of class {@code PLUGIN} if
   *     the record cannot be bound at all
   */
  Record bind() {
    Problems problems = new Problems(FILE);
    Optional<? extends Record> bound = RecordBinder.literal(problems).bind(mapping, "", type);
    problems.throwIfAny();
    return bound.orElseThrow();
  }

  /** Returns what is wrong, without making more of the record than finding that takes. */
  List<Problem> problems() {
    Problems problems = new Problems(FILE);
    RecordBinder.literal(problems).bind(mapping, "", type);
    return problems.sorted();
  }
}
