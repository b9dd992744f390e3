package dev.jerboa.shell.repl;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;

/** The words that begin with a slash: what they are called, what they do, and finding one. */
final class Commands {
  private final Map<String, Command> byName = new LinkedHashMap<>();

  /**
   * A command.
   *
   * @param arguments what follows its name, for the help
   * @param action gets the rest of the line and returns the exit code if the session ends
   */
  record Command(
      String name, String arguments, String help, Function<String, OptionalInt> action) {}

  /** Adds a command after which the session goes on. */
  void add(String name, String arguments, String help, Consumer<String> action) {
    add(
        new Command(
            name,
            arguments,
            help,
            rest -> {
              action.accept(rest);
              return OptionalInt.empty();
            }));
  }

  void add(Command command) {
    byName.put(command.name(), command);
  }

  /** Whether a line is a command and not Java, which may begin with a comment. */
  static boolean isCommand(String line) {
    return line.startsWith("/") && !line.startsWith("//") && !line.startsWith("/*");
  }

  /**
   * Runs a line and returns the exit code if the session ends.
   *
   * @throws JerboaException {@code usage.command} if there is no such command
   */
  OptionalInt run(String line) {
    String[] words = line.strip().split("\\s+", 2);
    Command command = byName.get(words[0]);
    if (command == null) {
      String nearest =
          Nearest.to(words[0], byName.keySet())
              .map(name -> "Did you mean " + name + "? ")
              .orElse("");
      throw JerboaException.of(ErrorClass.USAGE, "command", "There is no command " + words[0])
          .hint(nearest + "/help lists all.");
    }
    return command.action().apply(words.length > 1 ? words[1] : "");
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Returns a line for every command. */
  String help() {
    StringBuilder text = new StringBuilder();
    byName
        .values()
        .forEach(
            one ->
                text.append(
                    "  %-15s %s%n"
                        .formatted((one.name() + " " + one.arguments()).strip(), one.help())));
    return text.toString();
  }
}
