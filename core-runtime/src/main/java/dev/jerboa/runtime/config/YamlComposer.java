package dev.jerboa.runtime.config;

import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Scalar.Kind;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Puts the events of a YAML parser together.
 *
 * <p>Done here rather than by the library so that depth and size are bounded while parsing, and
 * that all doubled keys and foreign tags are found instead of the first one.
 */
final class YamlComposer {
  private static final int DEEPEST = 64;
  private static final int MOST_NODES = 20_000;
  private static final String MERGE = "<<";

  private final Problems problems;
  private final Iterator<Event> events;
  private final ScalarResolver resolver = new CoreSchema().getScalarResolver();
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private record Anchored(YamlNode node, int size) {}

  YamlComposer(String text, Problems problems) {
    this.problems = problems;
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
  }

  YamlNode compose() {
    try {
      return document();
    } catch (MarkedYamlEngineException e) {
      Position at =
          e.getProblemMark().or(e::getContextMark).map(YamlComposer::at).orElse(Position.START);
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      throw YamlDocument.fatal(problems, at, "not YAML: " + context + e.getProblem());
    } catch (YamlEngineException e) {
      throw YamlDocument.fatal(problems, Position.START, "not YAML: " + e.getMessage());
    }
  }

  private YamlNode document() {
    events.next(); // start of the stream
    if (events.next().getEventId() != Event.ID.DocumentStart) {
      throw YamlDocument.fatal(problems, Position.START, "the file is empty");
    }
    YamlNode root = node(events.next(), "", 0);
    events.next(); // end of the document
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw YamlDocument.fatal(problems, at(next), "a second document starts; one is allowed");
    }
    return root;
  }

  private YamlNode node(Event event, String path, int depth) {
    count(1, event);
    if (depth > DEEPEST) {
      throw YamlDocument.fatal(problems, at(event), "nested deeper than " + DEEPEST + " levels");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = nodes;
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar, path);
          case MappingStartEvent start -> mapping(start, path, depth);
          case CollectionStartEvent start -> sequence(start, path, depth);
          default -> throw new IllegalStateException("unexpected " + event.getEventId());
        };
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(name -> anchors.put(name.getValue(), new Anchored(node, nodes - before)));
    return node;
  }

  private YamlNode aliased(AliasEvent alias) {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      String text = "the alias '*" + name + "' names no value that ends before it";
      throw YamlDocument.fatal(problems, at(alias), text);
    }
    count(anchored.size(), alias);
    return anchored.node();
  }

  private void count(int more, Event event) {
    nodes += more;
    if (nodes > MOST_NODES) {
      String text = "the file has more than " + MOST_NODES + " values, aliases counted in full";
      throw YamlDocument.fatal(problems, at(event), text);
    }
  }

  private YamlNode sequence(CollectionStartEvent start, String path, int depth) {
    checkTag(start, Tag.SEQ, path);
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, path + "[" + items.size() + "]", depth + 1));
      event = events.next();
    }
    return new Sequence(items, at(start));
  }

  private YamlNode mapping(MappingStartEvent start, String path, int depth) {
    checkTag(start, Tag.MAP, path);
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<YamlNode> merged = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      YamlNode key = node(event, path, depth + 1);
      String name = keyOf(key, path);
      YamlNode value = node(events.next(), RecordBinder.join(path, name), depth + 1);
      if (name.equals(MERGE)) {
        merged.add(value);
      } else {
        add(entries, new Entry(name, at(event), value), path);
      }
      event = events.next();
    }
    merged.forEach(source -> merge(source, entries, path));
    return new Mapping(List.copyOf(entries.values()), at(start));
  }

  private String keyOf(YamlNode key, String path) {
    if (key instanceof Scalar(String text, Kind kind, Position _) && kind != Kind.NULL) {
      return text;
    }
    problems.add(key.position(), path, "expected a key, found " + key.kindName());
    return "";
  }

  private void add(Map<String, Entry> entries, Entry entry, String path) {
    Entry first = entries.putIfAbsent(entry.key(), entry);
    if (first != null && !entry.key().isEmpty()) {
      String text = "the key stands here a second time; first on line " + first.position().line();
      problems.add(entry.position(), RecordBinder.join(path, entry.key()), text);
    }
  }

  /** Takes over the keys of a merge ({@code <<: *base}), which YAML 1.1 files rely on. */
  private void merge(YamlNode source, Map<String, Entry> entries, String path) {
    switch (source) {
      case Mapping mapping ->
          mapping.entries().forEach(entry -> entries.putIfAbsent(entry.key(), entry));
      case Sequence list when list.items().stream().allMatch(Mapping.class::isInstance) ->
          list.items().forEach(item -> merge(item, entries, path));
      case Sequence _, Scalar _ ->
          problems.add(source.position(), path, "'<<' merges mappings, found " + source.kindName());
    }
  }

  private Scalar scalar(ScalarEvent event, String path) {
    Optional<String> tag = event.getTag().filter(name -> !name.equals("!"));
    boolean resolvable = event.isPlain() && event.getTag().isEmpty();
    Tag natural = resolver.resolve(event.getValue(), resolvable || tag.isPresent());
    Tag wanted = tag.map(Tag::new).orElse(natural);
    if (!wanted.equals(natural) && !wanted.equals(Tag.STR)) {
      problems.add(at(event), path, "the tag '" + wanted.getValue() + "' does not fit here");
    }
    return new Scalar(event.getValue(), kind(wanted), at(event));
  }

  private static Kind kind(Tag tag) {
    Map<Tag, Kind> kinds =
        Map.of(
            Tag.INT, Kind.INTEGER,
            Tag.FLOAT, Kind.FLOAT,
            Tag.BOOL, Kind.BOOLEAN,
            Tag.NULL, Kind.NULL);
    return kinds.getOrDefault(tag, Kind.TEXT);
  }

  private void checkTag(CollectionStartEvent start, Tag natural, String path) {
    Optional<String> tag = start.getTag().filter(name -> !name.equals("!"));
    if (tag.isPresent() && !tag.get().equals(natural.getValue())) {
      problems.add(at(start), path, "the tag '" + tag.get() + "' does not fit here");
    }
  }

  private static Position at(Event event) {
    return event.getStartMark().map(YamlComposer::at).orElse(Position.START);
  }

  private static Position at(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
