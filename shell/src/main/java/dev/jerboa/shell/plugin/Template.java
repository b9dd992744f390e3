package dev.jerboa.shell.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of new projects, in which {@code {{name}}} stands for a value. */
final class Template {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?<name>\\w+)}}");

  private Template() {}

  /** Returns the templates of a kind, and the paths of the files they become. */
  static Map<String, String> filesOf(PluginKind kind) {
    Map<String, String> files = new LinkedHashMap<>();
    read(kind + "/files")
        .lines()
        .map(line -> line.split(" +", 2))
        .forEach(words -> files.put(words[0], words[1]));
    return files;
  }

  /** Puts the values in. */
  static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group("name"), values)));
  }

  private static String value(String name, Map<String, String> values) {
    if (!values.containsKey(name)) {
      throw new IllegalStateException("a template has the unknown placeholder " + name);
    }
    return values.get(name);
  }

  static String read(String name) {
    String text = optional(name);
    if (text.isEmpty()) {
      throw new IllegalStateException("there is no template " + name);
    }
    return text;
  }

  /** Returns an empty text where there is no such template. */
  static String optional(String name) {
    try (InputStream in = Template.class.getResourceAsStream("template/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
