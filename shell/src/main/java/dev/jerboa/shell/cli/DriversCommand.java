package dev.jerboa.shell.cli;

import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.runtime.config.ConfigKey;
import dev.jerboa.runtime.config.YamlData;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.tree.DriverType;
import dev.jerboa.runtime.tree.ExampleLab;
import dev.jerboa.shell.output.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code drivers}: tells which driver types there are and how each is configured. */
@Command(
    name = "drivers",
    description = "Lists the driver types.",
    mixinStandardHelpOptions = true,
    footer = {"", "'jerboa drivers show TYPE' tells how one is configured."})
final class DriversCommand implements Runnable {
  @ParentCommand private RootCommand options = new RootCommand();

  @Override
  public void run() {
    try (Plugins plugins = options.plugins()) {
      List<Listed> types = plugins.catalog().describe().stream().map(Listed::of).toList();
      if (options.json()) {
        types.forEach(type -> print(Json.line(type)));
      } else {
        List<String> head = List.of("TYPE", "OFFERS", "FROM", "WHAT IT IS FOR");
        print(table(Stream.concat(Stream.of(head), types.stream().map(Listed::cells)).toList()));
      }
    }
  }

  @Command(
      name = "show",
      description = "Tells how a type is configured, with an example.",
      mixinStandardHelpOptions = true)
  void show(@Parameters(paramLabel = "TYPE", description = "Its id or an alias.") String name) {
    try (Plugins plugins = options.plugins()) {
      DriverType type = plugins.catalog().describe(name);
      Shown shown = Shown.of(type, YamlData.write(ExampleLab.of(type, plugins.catalog())));
      if (options.json()) {
        print(Json.line(shown));
      } else {
        print(shown);
      }
    }
  }

  private static void print(Shown shown) {
    print(shown.type() + ": " + shown.description());
    print("offers: " + String.join(", ", shown.offers()));
    print("from: " + shown.origin());
    shown.aliases().forEach(alias -> print("alias: " + alias));
    print("\nkeys:" + (shown.keys().isEmpty() ? " none" : ""));
    shown.keys().forEach(key -> print(key.text()));
    print("\nchildren:" + (shown.children().isEmpty() ? " none" : ""));
    shown.children().forEach(child -> print(child.text()));
    print("\nexample:\n\n" + shown.example().stripTrailing());
  }

  /** Returns a key and, after it, the keys of its values. */
  private static Stream<Key> withInner(String prefix, ConfigKey key) {
    String name = prefix + key.name();
    boolean many = !key.typeName().equals("mapping");
    String inner = many ? name + "[]." : name + ".";
    return Stream.concat(
        Stream.of(Key.of(name, key)),
        key.record().stream()
            .flatMap(r -> ConfigKey.of(r).stream())
            .flatMap(k -> withInner(inner, k)));
  }

  private static String table(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static void print(String text) {
    System.out.println(text);
  }

  private record Listed(String type, List<String> offers, String origin, String description) {
    static Listed of(DriverType type) {
      return new Listed(type.id(), type.offers(), type.origin(), type.description());
    }

    List<String> cells() {
      return List.of(type, String.join(", ", offers), origin, description);
    }
  }

  private record Key(
      String key,
      String type,
      boolean required,
      Optional<Object> defaultValue,
      boolean effect,
      Optional<String> doc) {
    static Key of(String name, ConfigKey key) {
      return new Key(
          name,
          key.typeName(),
          key.isRequired(),
          key.preset().map(YamlData::of),
          key.hasEffect(),
          key.doc());
    }

    String text() {
      String absent =
          required
              ? ", required"
              : defaultValue.map(value -> ", default " + shown(value)).orElse("");
      String note = effect ? "" : ", no effect";
      String explained = doc.map(sentence -> "\n      " + sentence).orElse("");
      return "  " + key + ": " + type + absent + note + explained;
    }

    private static String shown(Object value) {
      return value instanceof String text && text.matches("[\\w./:-]+") ? text : Json.line(value);
    }
  }

  private record Child(String name, String offers, boolean required, Optional<String> automatic) {
    static Child of(ChildSpec spec) {
      String capability = spec.capability().getSimpleName();
      return new Child(spec.name(), capability, spec.required(), spec.autoType());
    }

    String text() {
      String absent = automatic.map(type -> "created as " + type).orElse("optional");
      return "  " + name + ": " + offers + ", " + (required ? "required" : absent);
    }
  }

  private record Shown(
      String type,
      String description,
      List<String> offers,
      String origin,
      List<String> aliases,
      List<Key> keys,
      List<Child> children,
      String example) {
    static Shown of(DriverType type, String example) {
      return new Shown(
          type.id(),
          type.description(),
          type.offers(),
          type.origin(),
          type.aliases(),
          type.keys().stream().flatMap(key -> withInner("", key)).toList(),
          type.children().stream().map(Child::of).toList(),
          example);
    }
  }
}
