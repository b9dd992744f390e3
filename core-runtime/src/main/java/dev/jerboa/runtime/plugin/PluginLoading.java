package dev.jerboa.runtime.plugin;

import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.DriverFactory;
import dev.jerboa.runtime.tree.DriverCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.pf4j.PluginDescriptor;

/** The way of one plugin: from its file to driver types, or to the reason why there are none. */
final class PluginLoading {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final String API_ENTRY =
      DriverFactory.class.getName().replace('.', '/') + ".class";

  private final PluginHost host;
  private final Path cache;

  PluginLoading(PluginHost host, Path cache) {
    this.host = host;
    this.cache = cache;
  }

  /**
   * A plugin whose code has not been looked at.
   *
   * @param place where its classes lie: the file itself, or what was unpacked of it
   * @param descriptor absent if it is refused already
   */
  record Described(PluginInfo info, Path place, Optional<PluginDescriptor> descriptor) {}

  /** A plugin that has been tried, and the catalog with its types if it is in use. */
  record Loaded(PluginInfo info, Optional<DriverCatalog> catalog) {}

  /** Reads the descriptor; no code of the plugin runs. */
  Described describe(Path file) {
    PluginInfo unread = PluginInfo.unread(file);
    try {
      PluginFolders.requireTrusted(file);
      boolean zip = file.toString().endsWith(".zip");
      Path place = zip ? PluginZip.unpack(file, cache) : file;
      PluginDescriptor descriptor = host.describe(place);
      requireComplete(descriptor);
      host.requireRange(Objects.requireNonNullElse(descriptor.getRequires(), "*"));
      return new Described(info(file, descriptor), place, Optional.of(descriptor));
    } catch (UnsuitablePluginException e) {
      return new Described(unread.refused(e.getMessage()), file, Optional.empty());
    } catch (IOException | RuntimeException e) {
      String why = "it has no descriptor that can be read: " + reason(e);
      return new Described(unread.refused(why), file, Optional.empty());
    }
  }

  private static void requireComplete(PluginDescriptor descriptor) {
    if (isBlank(descriptor.getPluginId())) {
      throw new UnsuitablePluginException(
          "it does not say its id: Plugin-Id in the manifest, or plugin.id in plugin.properties");
    }
    if (isBlank(descriptor.getVersion())) {
      throw new UnsuitablePluginException(
          "it does not say its version: Plugin-Version, or plugin.version in plugin.properties");
    }
    if (!ID.matcher(descriptor.getPluginId()).matches()) {
      throw new UnsuitablePluginException(
          "its id '%s' is none: letters, digits, dots, dashes and underscores only"
              .formatted(descriptor.getPluginId()));
    }
    if (!descriptor.getDependencies().isEmpty()) {
      throw new UnsuitablePluginException(
          "it depends on other plugins, which is not supported; pack what it needs with it");
    }
  }

  private static PluginInfo info(Path file, PluginDescriptor descriptor) {
    return new PluginInfo(
        descriptor.getPluginId(),
        descriptor.getVersion(),
        Objects.requireNonNullElse(descriptor.getProvider(), ""),
        Objects.requireNonNullElse(descriptor.getPluginDescription(), ""),
        file,
        List.of(),
        PluginInfo.State.REFUSED,
        "");
  }

  /** Loads the code and asks it for its driver types; a plugin joins wholly or not at all. */
  Loaded load(Described plugin, DriverCatalog known) {
    String id = plugin.info().id();
    try {
      ClassLoader loader = host.load(plugin.place(), id);
      List<DriverFactory<?>> factories = inTime(loader, () -> factories(loader));
      DriverCatalog extended = inTime(loader, () -> known.with(factories));
      List<String> types = factories.stream().map(DriverFactory::type).toList();
      return new Loaded(plugin.info().loaded(types, copyOfApi(plugin)), Optional.of(extended));
    } catch (Exception | LinkageError e) {
      host.unload(id);
      String note = copyOfApi(plugin);
      String why = reason(e) + (note.isEmpty() ? "" : "; " + note);
      return new Loaded(plugin.info().refused(why), Optional.empty());
    }
  }

  private static List<DriverFactory<?>> factories(ClassLoader loader) {
    List<DriverFactory<?>> factories = new ArrayList<>();
    ServiceLoader.load(DriverFactory.class, loader).forEach(factories::add);
    if (factories.isEmpty()) {
      throw new UnsuitablePluginException(
          "it adds no driver: neither 'provides' in a module-info nor META-INF/services/%s names one"
              .formatted(DriverFactory.class.getName()));
    }
    return factories;
  }

  /** Runs code of a plugin on a thread of its own, which is given up if it does not return. */
  private static <T> T inTime(ClassLoader loader, Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().daemon().name("plugin").unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new UnsuitablePluginException(
          "its factory did not return within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Error error -> throw new UnsuitablePluginException(reason(error));
        case Exception exception -> throw exception;
        default -> throw e;
      }
    }
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && !(root instanceof UnsuitablePluginException)) {
      root = root.getCause();
    }
    return switch (root) {
      case UnsuitablePluginException why -> why.getMessage();
      case JerboaException why -> why.getMessage();
      case ServiceConfigurationError wrong -> wrong(wrong);
      case NoClassDefFoundError missing -> missing(missing);
      case ClassNotFoundException missing -> missing(missing);
      default -> e.getCause() == null ? e.toString() : e.getMessage() + ": " + root;
    };
  }

  /** The JDK begins with the name of the service, which is always the same here. */
  private static String wrong(ServiceConfigurationError e) {
    String text = String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+: ", "");
    String name = text.replaceFirst("^Provider (\\S+) not found$", "$1");
    return name.equals(text)
        ? "its list of drivers cannot be used: " + text
        : "META-INF/services names the class %s, which it does not have".formatted(name);
  }

  private static String missing(Throwable e) {
    return "a class that it needs is missing: "
        + String.valueOf(e.getMessage()).replace('/', '.')
        + "; pack it with the plugin";
  }

  /** Returns a note if the plugin carries the API, which the host never takes from it. */
  private static String copyOfApi(Described plugin) {
    return IsolatedLoader.classPath(plugin.place()).stream().anyMatch(PluginLoading::hasApi)
        ? "it carries a copy of dev.jerboa.api that is not used; make that dependency 'provided'"
        : "";
  }

  private static boolean hasApi(Path place) {
    if (Files.isDirectory(place)) {
      return Files.exists(place.resolve(API_ENTRY));
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      return jar.getEntry(API_ENTRY) != null;
    } catch (IOException e) {
      return false; // what is wrong with the file is told by those who read more of it
    }
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
