package dev.jerboa.shell.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands that need no board.
 *
 * <p>Only one that a command line names is built whole, with its options and commands; of the
 * others there is what the help of {@code j} shows, since building them would take most of a start.
 */
final class BoardlessCommands {
  private static final List<Class<?>> ALL =
      List.of(
          ShellCommand.class,
          RunCommand.class,
          PluginsCommand.class,
          JobCommand.class,
          ConfigCommand.class,
          DriversCommand.class);

  /** The beginning of a word that stands for the words of a file. */
  private static final String FILE = "@";

  private BoardlessCommands() {}

  static void addTo(CommandLine root, List<String> words) {
    boolean any = words.stream().anyMatch(word -> word.startsWith(FILE));
    for (Class<?> command : ALL) {
      Command annotation = command.getAnnotation(Command.class);
      boolean whole = any || words.contains(annotation.name());
      root.addSubcommand(annotation.name(), whole ? command : outline(annotation));
    }
  }

  private static CommandSpec outline(Command annotation) {
    CommandSpec spec = CommandSpec.create().name(annotation.name());
    spec.usageMessage().description(annotation.description());
    return spec;
  }
}
