package dev.jerboa.shell.cli;

import dev.jerboa.api.ApiVersion;
import dev.jerboa.runtime.plugin.PluginInfo;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.shell.output.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code plugins}: lists the plugins, and why some of them are not in use. */
@Command(
    name = "plugins",
    description = "Lists the plugins, what they add, and why some are not in use.",
    mixinStandardHelpOptions = true,
    subcommands = PluginsNewCommand.class)
final class PluginsCommand implements Callable<Integer> {
  @ParentCommand private RootCommand options = new RootCommand();

  RootCommand options() {
    return options;
  }

  @Override
  public Integer call() {
    try (Plugins plugins = options.plugins()) {
      if (options.json()) {
        plugins.all().forEach(plugin -> System.out.println(Json.line(plugin)));
      } else if (plugins.all().isEmpty()) {
        System.out.println("There are no plugins. Put jars, zips or folders into one of:");
        options.folders().plugins().forEach(folder -> System.out.println("  " + folder));
      } else {
        System.out.println("Plugins for API " + ApiVersion.CURRENT + ":");
        plugins.all().forEach(PluginsCommand::print);
      }
      return 0;
    }
  }

  private static void print(PluginInfo plugin) {
    boolean loaded = plugin.state() == PluginInfo.State.LOADED;
    String by = plugin.provider().isEmpty() ? "" : ", by " + plugin.provider();
    System.out.printf(
        "  %s %s%s: %s%n",
        plugin.id(),
        plugin.version(),
        by,
        loaded ? "adds " + String.join(", ", plugin.drivers()) : "NOT IN USE");
    if (!plugin.description().isEmpty()) {
      System.out.println("      " + plugin.description());
    }
    if (!plugin.reason().isEmpty()) {
      System.out.println("      " + (loaded ? "note: " : "why: ") + plugin.reason());
    }
    System.out.println("      " + plugin.file());
  }
}
