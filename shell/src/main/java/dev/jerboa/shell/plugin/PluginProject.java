package dev.jerboa.shell.plugin;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * A Maven project for a plugin with one driver.
 *
 * @param kind what the driver is
 * @param id the type of the driver and the name of the plugin, in kebab case
 * @param packageName the Java package of its classes
 */
public record PluginProject(PluginKind kind, String id, String packageName) {
  /**
   * Checks the names.
   *
   * @throws JerboaException of class {@code USAGE} if one of them cannot be used
   */
  public PluginProject {
    require(
        id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"),
        "'" + id + "' is no name for a plugin",
        "Use small letters, digits and single dashes, as in acme-pdu.");
    require(
        SourceVersion.isName(packageName),
        "'" + packageName + "' is no name of a Java package",
        "Name one with --package, as in --package com.example.acme.");
  }

  /** Returns the package of a plugin for which none is named. */
  public static String defaultPackage(String id) {
    return "com.example." + id.replace("-", "");
  }

  /**
   * Writes the files.
   *
   * @param folder is made; it may exist if it is empty
   * @throws JerboaException {@code usage.not-empty} if there is something in the folder
   */
  public void write(Path folder, Sdk sdk) {
    requireEmpty(folder);
    Map<String, String> values = values(sdk);
    Template.filesOf(kind)
        .forEach(
            (name, target) -> write(name, folder.resolve(Template.fill(target, values)), values));
  }

  private Map<String, String> values(Sdk sdk) {
    String name =
        Arrays.stream(id.split("-", -1))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    return Map.of(
        "id", id,
        "Name", name,
        "package", packageName,
        "folder", packageName.replace('.', '/'),
        "description", kind.description(),
        "dependencies", Template.optional(kind + "/dependencies"),
        "version", sdk.version(),
        "next", sdk.nextMinor(),
        "sdk", sdk.folder().toUri().toString());
  }

  private static void write(String template, Path file, Map<String, String> values) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, Template.fill(Template.read(template), values));
    } catch (IOException e) {
      throw JerboaException.of(ErrorClass.FETCH, "project", "cannot write " + file + ": " + e)
          .hint("Choose a folder that can be written with --dir.")
          .causedBy(e);
    }
  }

  private static void requireEmpty(Path folder) {
    String[] names = folder.toFile().list();
    if (Files.exists(folder) && (names == null || names.length > 0)) {
      throw JerboaException.of(ErrorClass.USAGE, "not-empty", folder + " exists and is not empty")
          .hint("Choose another folder with --dir.");
    }
  }

  private static void require(boolean holds, String message, String hint) {
    if (!holds) {
      throw JerboaException.of(ErrorClass.USAGE, "plugin-name", message).hint(hint);
    }
  }
}
