package dev.jerboa.runtime.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What is known about one plugin.
 *
 * @param id its id, or the name of its file if it has no readable descriptor
 * @param version its own version; may be empty
 * @param provider who made it; may be empty
 * @param description what it is for; may be empty
 * @param file the jar, zip or folder
 * @param drivers the driver types it adds; none unless it is loaded
 * @param state whether it is in use
 * @param reason why it is not in use, or what to know about one that is; may be empty
 */
public record PluginInfo(
    String id,
    String version,
    String provider,
    String description,
    Path file,
    List<String> drivers,
    State state,
    String reason) {
  public PluginInfo {
    drivers = List.copyOf(drivers);
  }

  /** Whether a plugin is in use. */
  public enum State {
    LOADED,
    REFUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PluginInfo unread(Path file) {
    String name = String.valueOf(file.getFileName());
    return new PluginInfo(name, "", "", "", file, List.of(), State.REFUSED, "");
  }

  PluginInfo refused(String why) {
    return new PluginInfo(id, version, provider, description, file, List.of(), State.REFUSED, why);
  }

  PluginInfo loaded(List<String> types, String note) {
    return new PluginInfo(id, version, provider, description, file, types, State.LOADED, note);
  }
}
