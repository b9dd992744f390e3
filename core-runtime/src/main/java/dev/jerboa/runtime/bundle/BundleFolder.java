package dev.jerboa.runtime.bundle;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files of a bundle that lies in a folder. Nothing outside the folder can be named. */
record BundleFolder(Path root) implements BundleFiles {
  @Override
  public Path locate(String name) {
    Path inside = path(name).normalize();
    if (inside.isAbsolute() || inside.startsWith("..")) {
      throw escape(name);
    }
    Path file = root.resolve(inside);
    if (!Files.isRegularFile(file)) {
      throw BundleFiles.missing(name, root.toString());
    }
    try {
      // A link inside the folder is fine, one that leads out of it is not.
      Path real = file.toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw escape(name);
      }
      return real;
    } catch (IOException e) {
      throw BundleFiles.missing(name, root.toString()).causedBy(e);
    }
  }

  private Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw BundleFiles.missing(name, e.getReason()).causedBy(e);
    }
  }

  private JerboaException escape(String name) {
    return JerboaException.of(
            ErrorClass.TRUST,
            "path-escape",
            "The bundle names a file outside its own folder: " + name + " in " + root)
        .hint("Name files relative to the bundle's folder, without '..'.");
  }
}
