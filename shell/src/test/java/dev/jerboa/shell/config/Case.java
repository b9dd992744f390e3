package dev.jerboa.shell.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A configuration file and what is said about it, from a table in the test resources.
 *
 * @param expected {@code line:column} and a part of the text, in order
 */
record Case(String name, String yaml, List<Expected> expected) {
  /** The lines before the nodes of a file. */
  static final String HEAD =
      """
      apiVersion: jumpstarter.dev/v1alpha1
      kind: ExporterConfig
      metadata: {namespace: default, name: demo}
      """;

  private static final Path TABLES = Path.of("src/test/resources/dev/jerboa/shell/config");
  private static final Pattern PROBLEM = Pattern.compile("--- (?<at>\\d+:\\d+) (?<text>.*)");

  /** A problem at its place. */
  record Expected(String at, String text) {
    boolean fits(String problem) {
      return problem.startsWith(at + ":") && problem.contains(text);
    }
  }

  static List<Case> broken() throws IOException {
    return read("broken.txt");
  }

  static List<Case> reference() throws IOException {
    return read("reference.txt");
  }

  private static List<Case> read(String table) throws IOException {
    String text = Files.readString(TABLES.resolve(table));
    return Arrays.stream(text.split("(?m)^=== ")).skip(1).map(Case::parse).toList();
  }

  private static Case parse(String text) {
    List<String> lines = text.lines().toList();
    List<Expected> expected =
        lines.stream()
            .map(PROBLEM::matcher)
            .filter(Matcher::matches)
            .map(problem -> new Expected(problem.group("at"), problem.group("text")))
            .toList();
    String yaml =
        lines.stream()
            .skip(1)
            .filter(line -> !PROBLEM.matcher(line).matches())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    return new Case(lines.getFirst(), headed(yaml), expected);
  }

  private static String headed(String yaml) {
    if (yaml.startsWith("  ")) {
      return HEAD + "export:\n" + yaml;
    }
    boolean whole = yaml.startsWith("apiVersion") || yaml.startsWith("#") || yaml.startsWith("-");
    return whole ? yaml : HEAD + yaml;
  }

  @Override
  public String toString() {
    return name;
  }
}
