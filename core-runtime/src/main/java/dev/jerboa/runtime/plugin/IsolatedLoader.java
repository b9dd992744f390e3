package dev.jerboa.runtime.plugin;

import dev.jerboa.api.driver.DriverFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;

/**
 * Gives every plugin a class loader of its own: a module layer if one of its jars is a module, a
 * plain child-first loader otherwise.
 */
final class IsolatedLoader implements PluginLoader {
  private static final String API_MODULE = "dev.jerboa.api";
  private static final String MODULE_INFO = "module-info.class";

  private final PluginManager manager;

  IsolatedLoader(PluginManager manager) {
    this.manager = manager;
  }

  @Override
  public boolean isApplicable(Path plugin) {
    return Files.exists(plugin);
  }

  @Override
  public ClassLoader loadPlugin(Path plugin, PluginDescriptor descriptor) {
    List<Path> places = classPath(plugin);
    Set<String> modules = modules(places);
    Optional<ModuleLayer> host = Optional.ofNullable(DriverFactory.class.getModule().getLayer());
    return modules.isEmpty() || host.isEmpty()
        ? plain(places, descriptor)
        : layer(places, modules, host.get());
  }

  /** Returns the places classes come from: a jar itself, or a folder's jars, libraries, classes. */
  static List<Path> classPath(Path plugin) {
    if (!Files.isDirectory(plugin)) {
      return List.of(plugin);
    }
    List<Path> places = new ArrayList<>();
    if (Files.isDirectory(plugin.resolve("classes"))) {
      places.add(plugin.resolve("classes"));
    }
    places.addAll(jarsIn(plugin));
    places.addAll(jarsIn(plugin.resolve("lib")));
    return places;
  }

  private static List<Path> jarsIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the names of the modules among the places that provide drivers. Other places are not
   * looked at: the name of a plain jar, such as {@code new-pdu.jar}, need not make a module name.
   */
  private static Set<String> modules(List<Path> places) {
    Path[] modular = places.stream().filter(IsolatedLoader::isModule).toArray(Path[]::new);
    return ModuleFinder.of(modular).findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(module -> !module.name().equals(API_MODULE) && providesDrivers(module))
        .map(ModuleDescriptor::name)
        .collect(Collectors.toSet());
  }

  private static boolean isModule(Path place) {
    if (Files.isDirectory(place)) {
      return Files.exists(place.resolve(MODULE_INFO));
    }
    try (JarFile jar =
        new JarFile(place.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      return jar.getEntry(MODULE_INFO) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean providesDrivers(ModuleDescriptor module) {
    return module.provides().stream()
        .anyMatch(provides -> provides.service().equals(DriverFactory.class.getName()));
  }

  private ClassLoader plain(List<Path> places, PluginDescriptor descriptor) {
    PluginClassLoader loader =
        new PluginClassLoader(manager, descriptor, new ApiLoader()) {
          @Override
          protected boolean shouldDelegateToParent(String className) {
            return className.startsWith(ApiLoader.API) || super.shouldDelegateToParent(className);
          }
        };
    places.forEach(place -> loader.addFile(place.toFile()));
    return loader;
  }

  private static ClassLoader layer(List<Path> places, Set<String> modules, ModuleLayer host) {
    ModuleFinder finder = new WithoutApi(ModuleFinder.of(places.toArray(Path[]::new)));
    Configuration configuration =
        host.configuration().resolveAndBind(finder, ModuleFinder.of(), modules);
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(configuration, List.of(host), new ApiLoader());
    Module runtime = IsolatedLoader.class.getModule();
    for (Module module : controller.layer().modules()) {
      // The configuration records are bound by reflection, wherever the plugin keeps them.
      module.getPackages().forEach(name -> controller.addOpens(module, name, runtime));
    }
    return controller.layer().findLoader(modules.iterator().next());
  }

  /** Hides a copy of the API that a plugin brings: its types would not be the host's. */
  private record WithoutApi(ModuleFinder all) implements ModuleFinder {
    @Override
    public Optional<ModuleReference> find(String name) {
      return name.equals(API_MODULE) ? Optional.empty() : all.find(name);
    }

    @Override
    public Set<ModuleReference> findAll() {
      return all.findAll().stream()
          .filter(module -> !module.descriptor().name().equals(API_MODULE))
          .collect(Collectors.toSet());
    }
  }
}
