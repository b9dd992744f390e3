package dev.jerboa.runtime.plugin;

import dev.jerboa.api.driver.DriverFactory;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * What a plugin sees of its host: the JDK and the API, and none of the host's libraries, so that
 * the plugin may bring other versions of them.
 */
final class ApiLoader extends ClassLoader {
  static final String API = "dev.jerboa.api.";

  private static final ClassLoader HOST = DriverFactory.class.getClassLoader();

  ApiLoader() {
    super("jerboa-api", ClassLoader.getPlatformClassLoader());
  }

  /** The platform's loader finds the modules of the whole boot layer, the host's among them. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(API)) {
      return HOST.loadClass(name);
    }
    Class<?> found = super.loadClass(name, resolve);
    if (isOfTheHost(found)) {
      throw new ClassNotFoundException(name + " is neither in the plugin nor in the API");
    }
    return found;
  }

  private static boolean isOfTheHost(Class<?> type) {
    String module = String.valueOf(type.getModule().getName());
    boolean jdk = module.startsWith("java.") || module.startsWith("jdk.");
    return HOST.equals(type.getClassLoader()) && !jdk;
  }

  @Override
  protected URL findResource(String name) {
    return null; // the API has no resources for others
  }

  @Override
  protected Enumeration<URL> findResources(String name) throws IOException {
    return Collections.emptyEnumeration();
  }
}
