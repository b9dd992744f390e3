package dev.jerboa.api.driver;

import java.nio.file.Path;

/** What the platform lends a driver while it is created. Valid as long as the driver is. */
public interface DriverContext {
  /** Returns the dotted path of the driver in the tree, for messages: {@code dut.storage}. */
  String path();

  /**
   * Returns a child declared in {@link DriverFactory#children}.
   *
   * @throws dev.jerboa.api.JerboaException if there is none of that name and capability
   */
  <T> T child(String name, Class<T> capability);

  /** Resolves a path from the configuration against the folder of the configuration file. */
  Path resolve(String path);

  /**
   * Returns a private folder of this driver that outlives the process, made on demand: where a
   * driver finds again what it left running.
   */
  Path stateFolder();

  /** Returns a logger named after the driver's path. */
  System.Logger logger();
}
