package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.Part;
import java.util.Map;
import java.util.Optional;

/**
 * The targets of a bundle, before the board has been looked at.
 *
 * @param bundle the name of the bundle
 * @param devices by name: a device path, or {@code /sys/class/block#ADDRESS}
 * @param standard the name of the default target
 */
record Targets(String bundle, Map<String, String> devices, String standard) {
  static final Part<Targets> PART = new Part<>("targets", Targets.class);

  /** Takes those of a bundle, with another default target where one is configured. */
  static Targets of(Bundle bundle, Optional<String> standard) {
    var manifest = bundle.manifest();
    return new Targets(
        manifest.metadata().name(),
        manifest.spec().targets(),
        standard.orElse(manifest.spec().defaultTarget()));
  }

  /** Names the default target where an image has none. */
  Image named(Image image) {
    return image.toTarget(image.target().orElse(standard));
  }

  /**
   * Returns the target of an image.
   *
   * @throws JerboaException of class {@code TARGET}, {@code unknown}
   */
  Target of(Image image) {
    String name = image.target().orElse(standard);
    String device = devices.get(name);
    if (device == null) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "unknown",
              "The bundle '%s' has no target '%s'".formatted(bundle, name))
          .hint("Its targets are: " + String.join(", ", devices.keySet()));
    }
    return new Target(name, device);
  }

  /** A target by its name, and the device it stands for. */
  record Target(String name, String device) {}
}
