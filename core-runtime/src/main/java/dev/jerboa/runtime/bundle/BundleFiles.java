package dev.jerboa.runtime.bundle;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.nio.file.Path;

/** Where the files of a bundle lie. */
interface BundleFiles {
  /**
   * Finds a file by its name in the bundle.
   *
   * @throws JerboaException if it is missing or cannot be trusted
   */
  Path locate(String name);

  static JerboaException missing(String name, String where) {
    return JerboaException.of(
            ErrorClass.CONFIG, "bundle-file", "The bundle has no file '" + name + "': " + where)
        .hint("Correct the name in the manifest, or build the bundle again.");
  }
}
