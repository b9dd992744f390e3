package dev.jerboa.testkit;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.ChildSpec;
import dev.jerboa.api.driver.DriverContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a driver is lent in a test: children by name, a folder, and a log that is kept.
 *
 * <p>Set up by one thread; the log may be written by any.
 */
public final class TestContext implements DriverContext {
  private final Path folder;
  private final Map<String, Object> children = new LinkedHashMap<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final List<String> uses = new CopyOnWriteArrayList<>();
  private String path = "dut";

  private TestContext(Path folder) {
    this.folder = folder;
  }

  /** Lends a folder, which stands for that of the configuration and holds the state folder. */
  public static TestContext in(Path folder) {
    return new TestContext(folder);
  }

  /** Sets the path of the driver in the tree, {@code dut} unless it is set. */
  public TestContext at(String path) {
    this.path = path;
    return this;
  }

  /** Adds a child, which offers the interfaces that the object implements. */
  public TestContext child(String name, Object child) {
    children.put(name, child);
    return this;
  }

  /** Adds a stand-in for every declared child that is absent; {@link #uses} tells its use. */
  public TestContext standIns(List<ChildSpec> specs) {
    specs.stream()
        .filter(spec -> spec.capability().isInterface())
        .forEach(spec -> children.computeIfAbsent(spec.name(), _ -> StandIn.of(spec, uses::add)));
    return this;
  }

  /** Returns the calls to stand-ins so far, as {@code power.on}. */
  public List<String> uses() {
    return List.copyOf(uses);
  }

  /** Returns what the driver has logged so far, at every level. */
  public List<String> log() {
    return List.copyOf(log);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public <T> T child(String name, Class<T> capability) {
    Object child = children.get(name);
    if (!capability.isInstance(child)) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "child-missing",
              path + " has no child '" + name + "' that offers " + capability.getSimpleName())
          .hint("Declare it in DriverFactory.children, and give it to the TestContext.");
    }
    return capability.cast(child);
  }

  @Override
  public Path resolve(String path) {
    return folder.resolve(path).normalize();
  }

  @Override
  public Path stateFolder() {
    try {
      return Files.createDirectories(folder.resolve("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public System.Logger logger() {
    return new KeptLog(path, log::add);
  }
}
