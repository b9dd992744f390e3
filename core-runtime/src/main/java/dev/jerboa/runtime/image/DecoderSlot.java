package dev.jerboa.runtime.image;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The right to decode an image: no more are decoded at once in this process than fit into memory.
 * {@link #close} gives it back.
 */
final class DecoderSlot implements AutoCloseable {
  /** What a decoder may need beside its program: the dictionary of {@code xz -9} is 64 MiB. */
  private static final long NEED = 80L << 20;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Semaphore FREE = new Semaphore(count(Runtime.getRuntime().maxMemory()));

  private DecoderSlot() {}

  /** Returns how many there are; one more decoder may look at the beginning of an image. */
  static int count(long heap) {
    return (int) Math.max(1, heap / NEED - 1);
  }

  /** Waits until one is free, unless nobody wants the result of the work any more. */
  static DecoderSlot await(Progress progress) throws InterruptedException {
    while (!FREE.tryAcquire()) {
      progress.pause(LOOK_AGAIN);
    }
    return new DecoderSlot();
  }

  @Override
  public void close() {
    FREE.release();
  }
}
