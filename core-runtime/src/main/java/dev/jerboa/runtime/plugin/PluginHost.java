package dev.jerboa.runtime.plugin;

import dev.jerboa.api.ApiVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.PropertiesPluginDescriptorFinder;
import org.pf4j.RuntimeMode;

/** PF4J as it is used here: descriptors, versions, loading and unloading of single files. */
final class PluginHost extends DefaultPluginManager {
  PluginHost() {
    super(Path.of("")); // folders are scanned by PluginFolders; PF4J gets one file at a time
    setSystemVersion(ApiVersion.CURRENT);
  }

  /**
   * Reads the descriptor of a plugin: {@code plugin.properties} if there is one, otherwise the
   * manifest.
   */
  PluginDescriptor describe(Path plugin) {
    if (Files.exists(plugin.resolve("plugin.properties"))) {
      return new PropertiesPluginDescriptorFinder().find(plugin);
    }
    if (Files.isDirectory(plugin)
        && !Files.exists(plugin.resolve("classes/META-INF/MANIFEST.MF"))) {
      throw new UnsuitablePluginException("it is a folder without plugin.properties");
    }
    return new ManifestPluginDescriptorFinder().find(plugin);
  }

  /**
   * Checks that the range of API versions of a plugin is one.
   *
   * @throws UnsuitablePluginException naming what stands there
   */
  void requireRange(String requires) {
    try {
      boolean _ = getVersionManager().checkVersionConstraint(ApiVersion.CURRENT, requires);
    } catch (RuntimeException e) {
      throw new UnsuitablePluginException(
          "its Plugin-Requires '%s' is no range of API versions, as '0.1.0' or '>=0.1.0 & <1.0.0'"
              .formatted(requires));
    }
  }

  /**
   * Loads a plugin.
   *
   * @throws UnsuitablePluginException if it is made for another version of the API
   */
  ClassLoader load(Path plugin, String id) {
    PluginWrapper wrapper = getPlugin(loadPlugin(plugin));
    if (wrapper.getPluginState() == PluginState.DISABLED) {
      String requires = wrapper.getDescriptor().getRequires();
      unload(id);
      throw new UnsuitablePluginException(
          "it is made for API version %s, and this is %s".formatted(requires, ApiVersion.CURRENT));
    }
    return wrapper.getPluginClassLoader();
  }

  void unload(String id) {
    if (getPlugin(id) != null) {
      unloadPlugin(id);
    }
  }

  @Override
  protected PluginLoader createPluginLoader() {
    return new IsolatedLoader(this);
  }

  @Override
  public RuntimeMode getRuntimeMode() {
    return RuntimeMode.DEPLOYMENT;
  }

  /** Whether a plugin is used is decided by where it lies, not by lists beside it. */
  @Override
  protected PluginStatusProvider createPluginStatusProvider() {
    return new PluginStatusProvider() {
      @Override
      public boolean isPluginDisabled(String id) {
        return false;
      }

      @Override
      public void disablePlugin(String id) {
        throw new UnsupportedOperationException("remove the file of plugin " + id);
      }

      @Override
      public void enablePlugin(String id) {
        throw new UnsupportedOperationException("add the file of plugin " + id);
      }
    };
  }
}
