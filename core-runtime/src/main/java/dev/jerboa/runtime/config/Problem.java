package dev.jerboa.runtime.config;

import java.util.Optional;

/**
 * One thing that is wrong with a configuration file, or worth knowing about it.
 *
 * @param file the file as its reader was given it, or the option that the value came from
 * @param position where in the file; line 0 for a value that came from an option
 * @param path where in the tree, {@code export.storage.config.port}; empty at the root
 * @param text what it is
 * @param suggestion the known word that was probably meant
 */
public record Problem(
    String file, Position position, String path, String text, Optional<String> suggestion) {
  @Override
  public String toString() {
    String at = position.line() == 0 ? "" : ":" + position.line() + ":" + position.column();
    String place = file + at + ": ";
    String where = path.isEmpty() ? "" : path + ": ";
    String meant = suggestion.map(word -> "; did you mean '" + word + "'?").orElse("");
    return place + where + text + meant;
  }
}
