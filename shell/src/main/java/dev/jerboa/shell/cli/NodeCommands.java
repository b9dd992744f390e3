package dev.jerboa.shell.cli;

import dev.jerboa.api.console.Console;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.runtime.Lab;
import dev.jerboa.runtime.tree.DriverNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Adds a command for every node of a configuration, with the commands its capabilities bring. */
final class NodeCommands {
  private final Lab lab;
  private final RootCommand options;

  NodeCommands(Lab lab, RootCommand options) {
    this.lab = lab;
    this.options = options;
  }

  void addTo(CommandLine root) {
    for (DriverNode node : lab.tree().roots()) {
      if (root.getSubcommands().containsKey(node.name())) {
        System.err.printf(
            "warning: node '%s' has the name of a command and cannot be used from here%n",
            node.name());
      } else {
        add(root, node);
      }
    }
  }

  private void add(CommandLine parent, DriverNode node) {
    Group behaviour = new Group();
    CommandSpec spec = CommandSpec.wrapWithoutInspection(behaviour);
    spec.usageMessage().description(describe(node));
    spec.mixinStandardHelpOptions(true);
    CommandLine group = new CommandLine(spec);
    behaviour.line = group;
    commandsOf(node).forEach(group::addSubcommand);
    for (DriverNode child : node.children()) {
      if (isUseful(child)) {
        add(group, child);
      }
    }
    parent.addSubcommand(node.name(), group);
  }

  private boolean isUseful(DriverNode node) {
    return !commandsOf(node).isEmpty() || node.children().stream().anyMatch(this::isUseful);
  }

  private static String describe(DriverNode node) {
    return node.description()
        .orElseGet(
            () -> node.type().map(type -> "A node of type " + type + ".").orElse("A group."));
  }

  private List<Object> commandsOf(DriverNode node) {
    List<Object> commands = new ArrayList<>();
    if (node.capability(Board.class).isPresent()) {
      commands.add(new FlashCommand(node.path(), lab.storage(node.path()), options));
      commands.add(new BoardShellCommands.BootloaderShell(lab.storage(node.path()), options));
      commands.add(new BoardShellCommands.BusyboxShell(lab.storage(node.path()), options));
    }
    if (node.capability(Power.class).isPresent()) {
      commands.add(new PowerCommands.On(lab.power(node.path())));
      commands.add(new PowerCommands.Off(lab.power(node.path())));
      commands.add(new PowerCommands.Cycle(lab.power(node.path())));
    }
    if (node.capability(PowerReading.class).isPresent()) {
      commands.add(new PowerCommands.Status(lab.power(node.path())));
    }
    if (node.capability(Console.class).isPresent()) {
      commands.add(new SerialCommands.StartConsole(lab.serial(node.path())));
      commands.add(new SerialCommands.ExpectText(lab.serial(node.path())));
    }
    return commands;
  }

  /** A node without a command behind it shows its help. */
  private static final class Group implements Runnable {
    private CommandLine line;

    @Override
    public void run() {
      line.usage(System.out);
    }
  }
}
