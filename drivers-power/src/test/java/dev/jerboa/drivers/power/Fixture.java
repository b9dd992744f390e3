package dev.jerboa.drivers.power;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** What several tests need. */
final class Fixture {
  static final Duration LIMIT = Duration.ofSeconds(20);

  private Fixture() {}

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
      // not the command line, which is empty for a moment while another program takes over
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }
}
