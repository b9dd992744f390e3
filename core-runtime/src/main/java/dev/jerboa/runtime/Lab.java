package dev.jerboa.runtime;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.flash.Board;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.config.LabConfig;
import dev.jerboa.runtime.config.LabConfigReader;
import dev.jerboa.runtime.config.LabFiles;
import dev.jerboa.runtime.config.Masker;
import dev.jerboa.runtime.flash.FlashService;
import dev.jerboa.runtime.image.ImageStore;
import dev.jerboa.runtime.plugin.Plugins;
import dev.jerboa.runtime.state.BoardLock;
import dev.jerboa.runtime.state.BoardNotes;
import dev.jerboa.runtime.state.Claim;
import dev.jerboa.runtime.state.Folders;
import dev.jerboa.runtime.tree.DriverCatalog;
import dev.jerboa.runtime.tree.DriverNode;
import dev.jerboa.runtime.tree.DriverTree;
import dev.jerboa.runtime.tree.DriverTreeBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A configuration file and everything in it, ready to be used.
 *
 * <p>A node has one handle, however often and by whichever path it is asked for. Loading touches no
 * hardware. The first use of a handle locks the board for this process and opens the drivers;
 * {@link #close} undoes both and leaves the power as it is. Used by one thread at a time.
 */
public final class Lab implements AutoCloseable {
  private static final DateTimeFormatter RUN_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Path file;
  private final String name;
  private final Folders folders;
  private final Optional<Plugins> plugins;
  private final DriverTree tree;
  private final ImageStore images;
  private final IdentityHashMap<Console, SerialHandle> serials = new IdentityHashMap<>();
  private final IdentityHashMap<Board, StorageHandle> storages = new IdentityHashMap<>();
  private final IdentityHashMap<StorageHandle, UBootHandle> uboots = new IdentityHashMap<>();
  private final List<AutoCloseable> lines = new ArrayList<>();
  private Optional<BoardLock> lock = Optional.empty();
  private Supplier<Claim> claim = () -> Claim.AT_ONCE;

  private Lab(String nameOrPath, Folders folders, DriverCatalog catalog, Optional<Plugins> own) {
    LabConfig config = new LabConfigReader().read(LabFiles.find(nameOrPath));
    this.file = config.file();
    this.name = config.header().metadata().name();
    this.folders = folders;
    this.plugins = own;
    this.tree = new DriverTreeBuilder(catalog, folders.state()).build(config);
    this.images = ImageStore.of(folders.cache());
  }

  /**
   * Loads and checks a configuration file.
   *
   * @param nameOrPath a path, or a bare name looked up in the configuration folders
   * @throws JerboaException of class {@code CONFIG} with every problem in the file
   */
  public static Lab load(String nameOrPath, Folders folders) {
    return load(nameOrPath, folders, Plugins.load(folders));
  }

  /** Does the same with plugins that are loaded already; the lab closes them, also if it fails. */
  public static Lab load(String nameOrPath, Folders folders, Plugins plugins) {
    try {
      return new Lab(nameOrPath, folders, plugins.catalog(), Optional.of(plugins));
    } catch (RuntimeException | Error e) {
      plugins.close();
      throw e;
    }
  }

  /** Does the same with driver types that other labs use, too; the caller closes their plugins. */
  public static Lab load(String nameOrPath, Folders folders, DriverCatalog catalog) {
    return new Lab(nameOrPath, folders, catalog, Optional.empty());
  }

  /** Returns the name in the file's metadata. */
  public String name() {
    return name;
  }

  /** Returns what hides the secrets of the configuration in texts for people and machines. */
  public Masker masker() {
    return tree.masker();
  }

  public DriverTree tree() {
    return tree;
  }

  /** Returns the power of a node, by its dotted path. */
  public PowerHandle power(String path) {
    return new PowerHandle(this, capability(path, Power.class));
  }

  /** Returns the console of a node, by its dotted path. */
  public SerialHandle serial(String path) {
    return serials.computeIfAbsent(
        capability(path, Console.class), console -> new SerialHandle(this, console));
  }

  /** Returns a board that can be flashed, by its dotted path. */
  public StorageHandle storage(String path) {
    return storages.computeIfAbsent(
        capability(path, Board.class), board -> new StorageHandle(this, board));
  }

  /** Returns the bootloader of a board that can be flashed, by the board's dotted path. */
  public UBootHandle uboot(String path) {
    return uboots.computeIfAbsent(storage(path), storage -> new UBootHandle(this, storage));
  }

  private <T> T capability(String path, Class<T> type) {
    DriverNode node =
        tree.find(path)
            .orElseThrow(
                () ->
                    JerboaException.of(
                            ErrorClass.USAGE,
                            "node",
                            "There is no node '%s' in %s".formatted(path, file))
                        .hint("It has: " + tree.roots().stream().map(DriverNode::name).toList()));
    return node.capability(type)
        .orElseThrow(
            () ->
                JerboaException.of(
                        ErrorClass.USAGE,
                        "capability",
                        "'%s' is no %s".formatted(path, type.getSimpleName()))
                    .hint("Its type is " + node.type().orElse("none") + "."));
  }

  /** Says how the board is taken at its first use; without this, at once or not at all. */
  public Lab claim(Supplier<Claim> way) {
    this.claim = way;
    return this;
  }

  /**
   * Makes the board this process's own and opens the drivers, unless it is already; handles do so
   * themselves.
   *
   * @throws JerboaException of class {@code BUSY} if it is in use
   */
  public void use() {
    if (lock.isEmpty()) {
      BoardLock taken = BoardLock.take(folders.state(), file, claim.get());
      try {
        tree.open();
      } catch (RuntimeException e) {
        taken.close();
        throw e;
      }
      lock = Optional.of(taken);
    }
  }

  /** Ends the dialogues with bootloaders that are about to lose this power. */
  void leaveBootloaders(Power power) {
    uboots.values().stream().filter(uboot -> uboot.isOn(power)).forEach(UBootHandle::close);
  }

  /** Remembers an open console line, which a flash takes over. */
  void hold(AutoCloseable line) {
    lines.add(line);
  }

  /** Gives back the console lines, so that a flash can have them. */
  void releaseLines() {
    for (AutoCloseable line : lines) {
      try {
        line.close();
      } catch (Exception e) {
        throw JerboaException.of(ErrorClass.INTERNAL, "release", "A line cannot be released: " + e)
            .causedBy(e);
      }
    }
    lines.clear();
  }

  /** Returns a folder for the records of one run, which does not exist yet. */
  public Path newRunFolder() {
    return folders.state().resolve("runs").resolve(RUN_NAME.format(Instant.now()) + "-" + name);
  }

  /** Returns a service whose records go to the folder of a run. */
  public FlashService flashService(Path runFolder) {
    return new FlashService(images, runFolder, BoardNotes.of(folders.state(), file));
  }

  @Override
  public void close() {
    try {
      releaseLines();
    } finally {
      try {
        tree.close();
      } finally {
        lock.ifPresent(BoardLock::close);
        lock = Optional.empty();
        plugins.ifPresent(Plugins::close);
      }
    }
  }
}
