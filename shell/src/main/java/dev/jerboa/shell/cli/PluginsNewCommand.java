package dev.jerboa.shell.cli;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.shell.output.Json;
import dev.jerboa.shell.plugin.PluginKind;
import dev.jerboa.shell.plugin.PluginProject;
import dev.jerboa.shell.plugin.Sdk;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code plugins new}: writes a project for a plugin. */
@Command(
    name = "new",
    description = "Writes a Maven project for a plugin: a driver, its tests, a README.",
    mixinStandardHelpOptions = true)
final class PluginsNewCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "What the plugin adds: ${COMPLETION-CANDIDATES}.")
  private PluginKind kind = PluginKind.POWER;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "The type of the driver, as in acme-pdu.")
  private String name = "";

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "The folder to write to (default: ./NAME).")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The Java package (default: com.example.NAME).")
  private Optional<String> packageName = Optional.empty();

  @ParentCommand private PluginsCommand parent = new PluginsCommand();

  @Override
  public Integer call() {
    String java = packageName.orElseGet(() -> PluginProject.defaultPackage(name));
    PluginProject project = new PluginProject(kind, name, java);
    if (DriverCatalog.builtIn().find(name).isPresent()) {
      throw JerboaException.of(
              ErrorClass.USAGE, "plugin-name", "the type '" + name + "' comes with Jerboa")
          .hint("Choose another name.");
    }
    Path target = folder.orElseGet(() -> Path.of(name));
    project.write(target, Sdk.ofThisProgram());
    tell(target);
    return 0;
  }

  private void tell(Path target) {
    if (parent.options().json()) {
      System.out.println(Json.line(Map.of("project", target, "type", name, "kind", kind)));
    } else {
      System.out.println("Wrote a " + kind + " plugin to " + target + ". Build it there with:");
      System.out.println("  mvn package");
    }
  }
}
