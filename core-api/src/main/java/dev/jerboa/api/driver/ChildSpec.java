package dev.jerboa.api.driver;

import java.util.Optional;

/**
 * A child that a driver takes.
 *
 * @param name the key under {@code children:}
 * @param capability the interface the child must implement
 * @param required whether the child must be configured
 * @param autoType the type of the driver that is created, with its defaults, when the child is
 *     absent
 */
public record ChildSpec(
    String name, Class<?> capability, boolean required, Optional<String> autoType) {

  /** Declares a child that must be configured. */
  public static ChildSpec required(String name, Class<?> capability) {
    return new ChildSpec(name, capability, true, Optional.empty());
  }

  /** Declares a child that may be left out. */
  public static ChildSpec optional(String name, Class<?> capability) {
    return new ChildSpec(name, capability, false, Optional.empty());
  }

  /** Declares a child that is created with the defaults of {@code type} when it is absent. */
  public static ChildSpec auto(String name, Class<?> capability, String type) {
    return new ChildSpec(name, capability, false, Optional.of(type));
  }
}
