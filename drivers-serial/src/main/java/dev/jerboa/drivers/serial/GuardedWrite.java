package dev.jerboa.drivers.serial;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A write to something whose writes can neither be interrupted nor limited in time.
 *
 * <p>It runs on a thread of its own. When it is interrupted or stalls, the line is closed, which
 * ends the write and the thread with it: a line that has taken an unknown part of a command is of
 * no use any more.
 */
final class GuardedWrite {
  /** How long the other end may take nothing. */
  static final Duration STALL = Duration.ofSeconds(10);

  private final Chunk chunk;
  private final Runnable close;
  private final Duration stall;

  /** Sends a part of the bytes, {@code from} up to {@code to}. */
  @FunctionalInterface
  interface Chunk {
    void write(int from, int to) throws IOException;
  }

  GuardedWrite(Chunk chunk, Runnable close, Duration stall) {
    this.chunk = chunk;
    this.close = close;
    this.stall = stall;
  }

  /** Writes {@code length} bytes in chunks of at most {@code size}. */
  void run(int length, int size) throws IOException, InterruptedException {
    AtomicInteger done = new AtomicInteger();
    CompletableFuture<Void> end = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("console-write").start(() -> loop(length, size, done, end));
    try {
      while (!finished(end, done)) {
        // Some bytes went out: the next ones have their own time.
      }
    } catch (TimeoutException e) {
      close.run();
      throw stalled(done.get(), length);
    } catch (InterruptedException e) {
      close.run();
      throw e;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private void loop(int length, int size, AtomicInteger done, CompletableFuture<Void> end) {
    try {
      for (int from = 0; from < length; from += size) {
        int to = Math.min(from + size, length);
        chunk.write(from, to);
        done.set(to);
      }
      end.complete(null);
    } catch (IOException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private boolean finished(CompletableFuture<Void> end, AtomicInteger done)
      throws InterruptedException, ExecutionException, TimeoutException {
    int before = done.get();
    try {
      end.get(stall.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      if (done.get() == before) {
        throw e;
      }
      return false;
    }
  }

  static IOException stalled(int done, int length) {
    return new IOException(
        "the line takes no more bytes; wrote " + done + " of " + length + " bytes");
  }
}
