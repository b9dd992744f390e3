package dev.jerboa.shell.plugin;

import java.util.Locale;

/** What a new plugin adds to Jerboa. */
public enum PluginKind {
  POWER("Switches the power of boards."),
  SERIAL("Opens the consoles of boards."),
  BOARD("Flashes a board.");

  private final String description;

  PluginKind(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
