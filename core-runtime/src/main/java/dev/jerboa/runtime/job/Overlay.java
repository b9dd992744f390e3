package dev.jerboa.runtime.job;

import dev.jerboa.runtime.config.Position;
import dev.jerboa.runtime.config.Problem;
import dev.jerboa.runtime.config.Problems;
import dev.jerboa.runtime.config.YamlDocument;
import dev.jerboa.runtime.config.YamlNode;
import dev.jerboa.runtime.config.YamlNode.Entry;
import dev.jerboa.runtime.config.YamlNode.Mapping;
import dev.jerboa.runtime.config.YamlNode.Scalar;
import dev.jerboa.runtime.config.YamlNode.Sequence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts settings into a document. What they bring stands on line 0, in the column of the setting's
 * number, so that problems with it can be told by the name of the option.
 */
final class Overlay {
  private final List<Setting> settings;
  private final Problems problems;

  Overlay(List<Setting> settings, Problems problems) {
    this.settings = settings;
    this.problems = problems;
  }

  YamlNode over(YamlNode root) {
    YamlNode changed = root;
    for (int i = 0; i < settings.size(); i++) {
      changed = new Put(settings.get(i), new Position(0, i + 1)).at(Optional.of(changed), 0);
    }
    return changed;
  }

  /** Returns the problem under the name of the option it comes from, if it comes from one. */
  Problem named(Problem problem) {
    if (problem.position().line() > 0) {
      return problem;
    }
    Setting setting = settings.get(problem.position().column() - 1);
    String path = problem.path().equals(setting.path()) ? "" : problem.path();
    return new Problem(
        setting.option(), problem.position(), path, problem.text(), problem.suggestion());
  }

  /** Puts one setting in its place. */
  private final class Put {
    private final Setting setting;
    private final Position position;

    Put(Setting setting, Position position) {
      this.setting = setting;
      this.position = position;
    }

    YamlNode at(Optional<YamlNode> old, int depth) {
      if (depth == setting.steps().size()) {
        return value();
      }
      String step = setting.steps().get(depth);
      return step.startsWith("[")
          ? inList(old, Integer.parseInt(step.substring(1, step.length() - 1)), depth)
          : inMapping(old, step, depth);
    }

    private YamlNode inMapping(Optional<YamlNode> old, String key, int depth) {
      if (old.isPresent() && !(old.get() instanceof Mapping)) {
        return misplaced(old.get(), "'" + key + "' needs a mapping");
      }
      List<Entry> entries = new ArrayList<>();
      old.ifPresent(node -> entries.addAll(((Mapping) node).entries()));
      Optional<Entry> present = entries.stream().filter(e -> e.key().equals(key)).findFirst();
      YamlNode value = at(present.map(Entry::value), depth + 1);
      if (present.isPresent()) {
        entries.set(entries.indexOf(present.get()), new Entry(key, position, value));
      } else {
        entries.add(new Entry(key, position, value));
      }
      return new Mapping(entries, old.map(YamlNode::position).orElse(position));
    }

    private YamlNode inList(Optional<YamlNode> old, int index, int depth) {
      if (old.isPresent() && !(old.get() instanceof Sequence)) {
        return misplaced(old.get(), "[" + index + "] needs a list");
      }
      List<YamlNode> items = new ArrayList<>();
      old.ifPresent(node -> items.addAll(((Sequence) node).items()));
      if (index > items.size()) {
        String text = "the list has " + items.size() + " entries, counted from [0]";
        problems.add(position, setting.path(), text);
        return old.orElseGet(() -> new Sequence(List.of(), position));
      }
      if (index < items.size()) {
        items.set(index, at(Optional.of(items.get(index)), depth + 1));
      } else {
        items.add(at(Optional.empty(), depth + 1));
      }
      return new Sequence(items, old.map(YamlNode::position).orElse(position));
    }

    private YamlNode misplaced(YamlNode old, String text) {
      problems.add(position, setting.path(), text + ", and there is " + old.kindName());
      return old;
    }

    /**
     * Simple words may be numbers or booleans; anything else is text, whatever YAML makes of it.
     */
    private YamlNode value() {
      String text = setting.value();
      if (text.matches("[-+]?\\w[\\w.]*")
          && YamlDocument.parse(text.getBytes(StandardCharsets.UTF_8), problems)
              instanceof Scalar scalar) {
        return new Scalar(text, kind(scalar), position);
      }
      return new Scalar(text, Scalar.Kind.TEXT, position);
    }

    private Scalar.Kind kind(Scalar scalar) {
      return scalar.isNull() ? Scalar.Kind.TEXT : scalar.kind();
    }
  }
}
