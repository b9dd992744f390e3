package dev.jerboa.api.driver;

import java.util.List;
import java.util.Set;

/**
 * Makes the drivers of one type.
 *
 * <p>Found by {@link java.util.ServiceLoader}: name it in a {@code provides} clause of the module
 * or in {@code META-INF/services}, with a public constructor without parameters. Called on one
 * thread at a time.
 *
 * <p>A {@link dev.jerboa.api.config.Doc} on the factory says in one sentence what the type is for.
 *
 * @param <C> the record that holds the configuration; its components are the keys, written in snake
 *     case ({@code rootDir} is {@code root_dir}), with {@link dev.jerboa.api.config.Default} and
 *     {@link dev.jerboa.api.config.Doc} and {@link dev.jerboa.api.config.Example}; a component of
 *     type {@code Optional} may be left out. A constructor that throws {@link
 *     IllegalArgumentException} refuses a combination of values: its message is shown with the
 *     place in the file.
 */
public interface DriverFactory<C extends Record> {
  /** Returns the stable id used as {@code type:} in configuration, in kebab case. */
  String type();

  /** Returns other names for the type, such as the class path used by Jumpstarter. */
  default Set<String> aliases() {
    return Set.of();
  }

  /** Returns the configuration record. */
  Class<C> configType();

  /** Returns the children this driver takes; any other child is a configuration error. */
  default List<ChildSpec> children() {
    return List.of();
  }

  /**
   * Creates a driver without touching hardware.
   *
   * <p>Declare the class of the driver as the return type where there is but one: from it follows,
   * before anything is created, what the type offers.
   *
   * @throws dev.jerboa.api.JerboaException if the configuration cannot work
   */
  Driver create(C config, DriverContext context);
}
