package dev.jerboa.drivers.power;

import dev.jerboa.api.driver.DriverContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What several tests need. */
final class Fixture {
  static final Duration LIMIT = Duration.ofSeconds(20);

  private Fixture() {}

  /** Lends a driver a folder with the configuration and, below it, one for the state. */
  static DriverContext context(Path folder) {
    return new Context(folder);
  }

  static void await(String fact, Callable<Boolean> isTrue) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isTrue.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not in time: " + fact);
      }
      Thread.onSpinWait();
    }
  }

  /** Tells whether a process runs; one that only waits to be reaped does not. */
  static boolean runs(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/cmdline")).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private record Context(Path folder) implements DriverContext {
    @Override
    public String path() {
      return "dut.power";
    }

    @Override
    public <T> T child(String name, Class<T> capability) {
      throw new IllegalStateException("no children");
    }

    @Override
    public Path resolve(String path) {
      return folder.resolve(path);
    }

    @Override
    public Path stateFolder() {
      try {
        return Files.createDirectories(folder.resolve("state"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public System.Logger logger() {
      return System.getLogger("test");
    }
  }
}
