package dev.jerboa.runtime.dialog;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Plays several boards at once, because their waits are long and idle. */
final class AtOnce {
  private AtOnce() {}

  /** Runs {@code count} works on some threads and fails as the first that fails. */
  static void run(int threads, int count, IntFunction<Callable<Void>> work) throws Exception {
    List<Callable<Void>> all = IntStream.range(0, count).mapToObj(work).toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Void> future : pool.invokeAll(all)) {
        future.get();
      }
    }
  }
}
