package dev.jerboa.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Loads the native part of jSerialComm from a folder that nobody else can write.
 *
 * <p>By itself jSerialComm 2.11.4 unpacks it to {@code /tmp/jSerialComm/2.11.4} with mode 0777 and
 * loads what it finds there, whoever put it there. So the library is taken out of the jar into a
 * fresh folder with mode 0700 below the user's cache folder, named in the property that jSerialComm
 * reads first, loaded, and deleted again. Should that fail (a cache folder mounted noexec),
 * jSerialComm falls back to its own folders; a random application id makes their names
 * unpredictable. All this must happen before its class is initialised.
 */
final class NativeLibrary {
  private static final String PATH_PROPERTY = "jSerialComm.library.path";
  private static final String ID_PROPERTY = "fazecast.jSerialComm.appid";
  private static final String FILE = "libjSerialComm.so";

  private static boolean loaded;

  private NativeLibrary() {}

  /** Loads the library once; a path that was set from outside is respected. */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    System.setProperty(ID_PROPERTY, "jerboa-" + UUID.randomUUID());
    if (System.getProperty(PATH_PROPERTY) == null) {
      loadPrivately();
    }
    loaded = true;
  }

  private static void loadPrivately() {
    try {
      Path folder = privateFolder();
      Path library = folder.resolve(FILE);
      try (InputStream content = resource("Linux/" + architecture() + "/" + FILE)) {
        Files.copy(content, library);
        System.setProperty(PATH_PROPERTY, folder.toString());
        // The first use of the class loads the library; this one also removes what it unpacks
        // itself.
        SerialPort.autoCleanupAtShutdown();
      } finally {
        System.clearProperty(PATH_PROPERTY);
        // A loaded library stays mapped without its file.
        Files.deleteIfExists(library);
        Files.delete(folder);
      }
    } catch (IOException | LinkageError e) {
      throw JerboaException.of(
              ErrorClass.CONSOLE, "native", "cannot load the serial library: " + e.getMessage())
          .hint("Check the cache folder ($XDG_CACHE_HOME or ~/.cache), or set -D" + PATH_PROPERTY)
          .causedBy(e);
    }
  }

  private static Path privateFolder() throws IOException {
    try {
      Path cache = Files.createDirectories(cacheFolder().resolve("jerboa"));
      return Files.createTempDirectory(cache, "native-");
    } catch (IOException e) {
      // No home, as in a service: a folder made this way is private in /tmp as well.
      return Files.createTempDirectory("jerboa-native-");
    }
  }

  private static Path cacheFolder() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
  }

  /** Opens a file of the jar, also in a package that the module keeps to itself. */
  private static InputStream resource(String name) throws IOException {
    Module module = SerialPort.class.getModule();
    if (!module.isNamed()) {
      return found(Optional.ofNullable(SerialPort.class.getResourceAsStream("/" + name)), name);
    }
    ModuleReference jar =
        module.getLayer().configuration().findModule(module.getName()).orElseThrow().reference();
    try (ModuleReader reader = jar.open();
        InputStream content = found(reader.open(name), name)) {
      return new ByteArrayInputStream(content.readAllBytes());
    }
  }

  private static InputStream found(Optional<InputStream> stream, String name) throws IOException {
    return stream.orElseThrow(() -> new IOException("jSerialComm has no " + name));
  }

  private static String architecture() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "amd64" -> "x86_64";
      case "aarch64" -> "armv8_64";
      case "arm" -> "armv7hf";
      case "i386" -> "x86";
      default -> name;
    };
  }
}
