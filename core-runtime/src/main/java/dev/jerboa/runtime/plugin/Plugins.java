package dev.jerboa.runtime.plugin;

import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.runtime.tree.DriverCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The plugins of this user and this machine, next to the built-in drivers.
 *
 * <p>A plugin that is broken in any way is refused with the reason, and nothing else is affected.
 * Closing unloads the plugins; their drivers must have been closed before.
 */
public final class Plugins implements AutoCloseable {
  private final List<PluginInfo> all = new ArrayList<>();
  private Optional<PluginHost> host = Optional.empty();
  private DriverCatalog catalog = DriverCatalog.builtIn();

  private Plugins() {}

  /** Loads what lies in the plugin folders. */
  public static Plugins load(Folders folders) {
    Plugins plugins = new Plugins();
    List<Path> candidates = PluginFolders.candidates(folders.plugins());
    if (!candidates.isEmpty()) {
      plugins.load(candidates, folders.cache());
    }
    return plugins;
  }

  /** Returns no plugin, but drivers of more types than the built-in ones. */
  public static Plugins ofTypes(List<? extends DriverFactory<?>> more) {
    Plugins plugins = new Plugins();
    plugins.catalog = plugins.catalog.with(more);
    return plugins;
  }

  private void load(List<Path> candidates, Path cache) {
    PluginHost pf4j = new PluginHost();
    host = Optional.of(pf4j);
    PluginLoading loading = new PluginLoading(pf4j, cache);
    List<PluginLoading.Described> described = candidates.stream().map(loading::describe).toList();
    Map<String, List<PluginLoading.Described>> byId =
        described.stream()
            .filter(plugin -> plugin.descriptor().isPresent())
            .collect(
                Collectors.groupingBy(
                    plugin -> plugin.info().id(), LinkedHashMap::new, Collectors.toList()));
    for (PluginLoading.Described plugin : described) {
      List<PluginLoading.Described> same = byId.getOrDefault(plugin.info().id(), List.of());
      all.add(same.size() > 1 ? twice(plugin.info(), same) : use(loading, plugin));
    }
  }

  /** None of them wins: which one was meant only a person knows. */
  private static PluginInfo twice(PluginInfo plugin, List<PluginLoading.Described> same) {
    return plugin.refused(
        "its id '%s' is claimed by %d files; remove all but one: %s"
            .formatted(
                plugin.id(),
                same.size(),
                same.stream()
                    .map(other -> other.info().file().toString())
                    .collect(Collectors.joining(", "))));
  }

  private PluginInfo use(PluginLoading loading, PluginLoading.Described plugin) {
    if (plugin.descriptor().isEmpty()) {
      return plugin.info();
    }
    PluginLoading.Loaded loaded = loading.load(plugin, catalog);
    loaded.catalog().ifPresent(extended -> catalog = extended);
    return loaded.info();
  }

  /** Returns every plugin that was found, those that are refused as well. */
  public List<PluginInfo> all() {
    return List.copyOf(all);
  }

  /** Returns the plugins that are not in use, with the reasons. */
  public List<PluginInfo> refused() {
    return all.stream().filter(plugin -> plugin.state() == PluginInfo.State.REFUSED).toList();
  }

  /** Returns the built-in driver types and those that plugins add. */
  public DriverCatalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    host.ifPresent(pf4j -> all.forEach(plugin -> pf4j.unload(plugin.id())));
    host = Optional.empty();
  }
}
