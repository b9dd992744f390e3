package dev.jerboa.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds what may be a plugin in some folders. */
final class PluginFolders {
  private PluginFolders() {}

  /** Returns the jars, zips and folders, by folder and then by name; absent folders have none. */
  static List<Path> candidates(List<Path> folders) {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        found.addAll(candidates(folder));
      }
    }
    return found;
  }

  private static List<Path> candidates(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(PluginFolders::isPlugin).sorted().toList();
    } catch (IOException e) {
      return List.of(folder); // it is told as a plugin that cannot be read
    }
  }

  private static boolean isPlugin(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".")
        && (name.endsWith(".jar") || name.endsWith(".zip") || Files.isDirectory(file));
  }

  /**
   * Refuses what others could have put there: whoever writes a plugin runs code as this user.
   *
   * @throws UnsuitablePluginException naming the path and what is wrong with it
   */
  static void requireTrusted(Path plugin) {
    Path folder = plugin.toAbsolutePath().getParent();
    for (Path path : List.of(folder, plugin)) {
      if (isWritableByOthers(path)) {
        throw new UnsuitablePluginException(
            "every user of this machine can write to " + path + "; correct it with: chmod o-w");
      }
    }
  }

  private static boolean isWritableByOthers(Path path) {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException e) {
      throw new UnsuitablePluginException("it cannot be read: " + e.getMessage());
    } catch (UnsupportedOperationException e) {
      return false; // a file system without such permissions
    }
  }
}
