package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Part;

/**
 * The target that is asked for, before the board has been looked at.
 *
 * @param name the name in the bundle
 * @param device a device path, or {@code /sys/class/block#ADDRESS}
 */
record TargetChoice(String name, String device) {
  static final Part<TargetChoice> PART = new Part<>("target choice", TargetChoice.class);
}
