package dev.jerboa.shell.plugin;

import dev.jerboa.api.ApiVersion;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Maven repository that comes with this program: what plugins are compiled and tested with.
 *
 * @param folder the folder {@code sdk} beside {@code lib}
 * @param version the version of the API
 */
public record Sdk(Path folder, String version) {
  private static final Module API = ApiVersion.class.getModule();

  /**
   * Finds the repository of the running program.
   *
   * @throws JerboaException {@code usage.sdk-missing} if the program does not run from its package
   */
  public static Sdk ofThisProgram() {
    Optional<Path> folder =
        API.isNamed()
            ? API.getLayer()
                .configuration()
                .findModule(API.getName())
                .flatMap(module -> module.reference().location())
                .flatMap(Sdk::beside)
            : Optional.empty();
    return new Sdk(folder.orElseThrow(Sdk::missing), ApiVersion.CURRENT);
  }

  private static Optional<Path> beside(URI jar) {
    return Optional.of(Path.of(jar).resolveSibling("../sdk").normalize())
        .filter(Files::isDirectory);
  }

  private static JerboaException missing() {
    return JerboaException.of(
            ErrorClass.USAGE, "sdk-missing", "there is no folder sdk beside this program")
        .hint("Run the program that the build packages, with lib/ and sdk/ side by side.");
  }

  /** Returns the first version whose API may break what was built with this one. */
  String nextMinor() {
    String[] parts = version.split("\\.", 3);
    return parts[0] + "." + (Integer.parseInt(parts[1]) + 1) + ".0";
  }
}
