package dev.jerboa.runtime.config;

import java.util.Optional;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param file the file as its reader was given it
 * @param position where in the file
 * @param path where in the tree, {@code export.storage.config.port}; empty at the root
 * @param text what is wrong
 * @param suggestion the known word that was probably meant
 */
public record Problem(
    String file, Position position, String path, String text, Optional<String> suggestion) {
  @Override
  public String toString() {
    String place = file + ":" + position.line() + ":" + position.column() + ": ";
    String where = path.isEmpty() ? "" : path + ": ";
    String meant = suggestion.map(word -> "; did you mean '" + word + "'?").orElse("");
    return place + where + text + meant;
  }
}
