package dev.jerboa.runtime.tree;

import dev.jerboa.api.Secret;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.runtime.config.Masker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The drivers of one configuration file. Opening and closing may be called by several threads; one
 * waits for the other.
 */
public final class DriverTree implements AutoCloseable {
  private enum State {
    NEW,
    OPEN,
    CLOSED
  }

  private final List<DriverNode> roots;
  private final Map<String, Driver> created;
  private final Deque<Driver> opened = new ArrayDeque<>();
  private State state = State.NEW;
  private Masker masker = Masker.NONE;

  /**
   * Takes the nodes and the drivers in the order of their creation by path, children before
   * parents.
   */
  DriverTree(List<DriverNode> roots, Map<String, Driver> created) {
    this.roots = List.copyOf(roots);
    this.created = new LinkedHashMap<>(created);
  }

  DriverTree hiding(Set<Secret> secrets) {
    masker = new Masker(secrets.stream().map(Secret::reveal).toList());
    return this;
  }

  /** Returns what hides the secrets of the configuration. */
  public Masker masker() {
    return masker;
  }

  /** Returns the nodes under {@code export:} in the order of the file. */
  public List<DriverNode> roots() {
    return roots;
  }

  /** Finds a node by its dotted path. */
  public Optional<DriverNode> find(String path) {
    List<DriverNode> level = roots;
    Optional<DriverNode> found = Optional.empty();
    for (String name : path.split("\\.", -1)) {
      found = level.stream().filter(node -> node.name().equals(name)).findFirst();
      level = found.map(DriverNode::children).orElse(List.of());
    }
    return found;
  }

  /** Returns the nodes whose drivers offer a capability, each driver once, under its own path. */
  public List<DriverNode> capability(Class<?> capability) {
    return created.entrySet().stream()
        .filter(entry -> capability.isInstance(entry.getValue()))
        .flatMap(entry -> find(entry.getKey()).stream())
        .toList();
  }

  /**
   * Opens every driver once, children before parents. If one fails, those already open are closed
   * and the failure is thrown.
   *
   * @throws IllegalStateException if the tree has been opened before
   */
  public synchronized void open() {
    if (state != State.NEW) {
      throw new IllegalStateException("DriverTree.open: the tree is already " + state);
    }
    state = State.OPEN;
    try {
      for (Driver driver : created.values()) {
        ContextLoader.in(driver, driver::open);
        opened.push(driver);
      }
    } catch (RuntimeException | Error e) {
      closeOpened().forEach(e::addSuppressed);
      throw e;
    }
  }

  /**
   * Closes every open driver, last opened first, also after a failure; further failures are
   * suppressed in the first, which is thrown at the end. Idempotent.
   */
  @Override
  public synchronized void close() {
    List<Throwable> failures = closeOpened();
    if (failures.isEmpty()) {
      return;
    }
    Throwable first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    switch (first) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(first);
    }
  }

  private List<Throwable> closeOpened() {
    state = State.CLOSED;
    List<Throwable> failures = new ArrayList<>();
    while (!opened.isEmpty()) {
      try {
        Driver driver = opened.pop();
        ContextLoader.in(driver, driver::close);
      } catch (RuntimeException | Error e) {
        failures.add(e);
      }
    }
    return failures;
  }
}
