package dev.jerboa.runtime.plugin;

import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.pf4j.util.FileUtils;
import org.pf4j.util.Unzip;

/** Unpacks a zipped plugin into the cache, where it stays for the next start. */
final class PluginZip {
  private static final long LARGEST = 512L << 20;
  private static final int NAME_DIGITS = 32;
  private static final int MOST_ENTRIES = 10_000;

  private PluginZip() {}

  /**
   * Returns the folder with the content of a zip; the zip's own folder may be read-only.
   *
   * @throws UnsuitablePluginException if an entry would leave the folder or it unpacks too large;
   *     then nothing is unpacked
   */
  static Path unpack(Path zip, Path cache) throws IOException {
    Path folder = cache.resolve("plugins").resolve(Sha256.of(zip).substring(0, NAME_DIGITS));
    if (Files.isDirectory(folder)) {
      return folder;
    }
    requireHarmless(zip);
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "unpack");
    new Unzip(zip.toFile(), fresh.toFile()).extract();
    return moved(fresh, folder);
  }

  /** Another process may have come first; what it has unpacked is the same. */
  private static Path moved(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.isDirectory(folder)) {
        throw e;
      }
      FileUtils.delete(fresh);
    }
    return folder;
  }

  private static void requireHarmless(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(file.entries());
      Path root = Path.of("/plugin");
      for (ZipEntry entry : entries) {
        boolean inside = root.resolve(entry.getName()).normalize().startsWith(root);
        if (!inside || entry.getName().contains("\\")) {
          throw new UnsuitablePluginException(
              "its entry '" + entry.getName() + "' leads out of the plugin's folder");
        }
      }
      long size = entries.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
      if (size > LARGEST || entries.size() > MOST_ENTRIES) {
        throw new UnsuitablePluginException(
            "it unpacks to %,d bytes in %,d files, more than a plugin may have"
                .formatted(size, entries.size()));
      }
    }
  }
}
