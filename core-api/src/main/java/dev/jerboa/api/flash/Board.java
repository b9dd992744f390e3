package dev.jerboa.api.flash;

import dev.jerboa.api.console.Console;
import dev.jerboa.api.dialog.BootloaderSettings;
import dev.jerboa.api.files.FileServer;
import dev.jerboa.api.power.Power;
import java.util.Optional;

/**
 * The capability of a node that can be flashed: how the board is wired, and what is special about
 * it.
 *
 * <p>The flashing engine does the rest. A board whose flash follows the standard recipe returns it
 * unchanged.
 */
public interface Board {
  /** Returns what the board is wired to. */
  Wiring wiring();

  /** Returns where the facts about the board come from. */
  BundleChoice bundle();

  /** Returns the recipe for this board: the standard one, or one with steps changed. */
  default Recipe recipe(Recipe standard) {
    return standard;
  }

  /** What a board is wired to; the board's children, which others may share. */
  record Wiring(
      Power power,
      Console console,
      FileServer tftp,
      FileServer http,
      BootloaderSettings bootloader) {}

  /**
   * Which flasher bundle, and what of it.
   *
   * @param reference a folder or an OCI layout, or an OCI reference
   * @param manifest the name of the manifest inside the bundle
   * @param variant the device tree variant; absent means the manifest's default
   * @param defaultTarget replaces the manifest's default target
   */
  record BundleChoice(
      String reference,
      String manifest,
      Optional<String> variant,
      Optional<String> defaultTarget) {}
}
