package dev.jerboa.shell.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives {@code --wait} to every command but those that have an option of that name, such as {@code
 * power cycle}, which picocli would refuse.
 */
final class WaitOption {
  static final String NAME = "--wait";

  private WaitOption() {}

  static void inherit(CommandLine root) {
    pass(root.getCommandSpec().findOption(NAME), root);
  }

  private static void pass(OptionSpec option, CommandLine parent) {
    for (CommandLine command : parent.getSubcommands().values()) {
      if (command.getCommandSpec().findOption(NAME) == null) {
        command
            .getCommandSpec()
            .addOption(OptionSpec.builder(option).inherited(true).root(option).build());
      }
      pass(option, command);
    }
  }
}
