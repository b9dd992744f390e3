package dev.jerboa.runtime.tree;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.LabFiles;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folders of one configuration file.
 *
 * @param config where relative paths start
 * @param state where drivers keep what outlives the process
 */
record LabFolders(Path config, Path state) {
  /** Unix sockets live in state folders, and their paths end at 107 bytes (unix(7)). */
  private static final int HASH_DIGITS = 8;

  private static final int LONGEST_NAME = 32;

  /** Keeps the state of every configuration file apart, wherever it is called from. */
  static LabFolders of(LabConfig config, Path state) {
    String file = LabFiles.realPath(config.file()).toString();
    return new LabFolders(config.folder(), state.resolve("drivers").resolve(hash(file)));
  }

  /** Makes the folder of a driver, for its user only. */
  Path stateOf(String driverPath) {
    Path folder = state.resolve(safeName(driverPath));
    try {
      Files.createDirectories(folder, ownerOnly());
      return folder;
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.FETCH, "state-folder", "cannot make the state folder " + folder + ": " + e)
          .hint("Make the folder writable, or choose another state folder.")
          .causedBy(e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String safeName(String driverPath) {
    String safe = driverPath.replaceAll("[^A-Za-z0-9._-]", "_");
    if (safe.equals(driverPath) && safe.length() <= LONGEST_NAME) {
      return safe;
    }
    int kept = Math.min(safe.length(), LONGEST_NAME - HASH_DIGITS - 1);
    return safe.substring(0, kept) + "-" + hash(driverPath);
  }

  private static String hash(String text) {
    return Sha256.of(text).substring(0, HASH_DIGITS);
  }
}
