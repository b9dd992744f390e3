package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Sends no faster than the other end can take it.
 *
 * <p>A chunk is at most 16 bytes, the receive FIFO of the 16550 UART that most boards imitate, and
 * at most what the rate allows in 20 ms. The pace is kept over the limits of single writes.
 */
final class PacedLink implements ConsoleLink {
  private static final int FIFO = 16;
  private static final int CHUNKS_PER_SECOND = 50;

  private final ConsoleLink link;
  private final double nanosPerByte;
  private final int chunk;
  private long freeAt = System.nanoTime();

  PacedLink(ConsoleLink link, double cps) {
    this.link = link;
    this.nanosPerByte = 1e9 / cps;
    this.chunk = (int) Math.clamp(cps / CHUNKS_PER_SECOND, 1, FIFO);
  }

  @Override
  public int read(byte[] buffer, Duration wait) throws IOException {
    return link.read(buffer, wait);
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    for (int from = 0; from < bytes.length; from += chunk) {
      int to = Math.min(from + chunk, bytes.length);
      awaitTurn();
      link.write(Arrays.copyOfRange(bytes, from, to));
      freeAt += (long) ((to - from) * nanosPerByte);
    }
  }

  private void awaitTurn() throws InterruptedException {
    long early = freeAt - System.nanoTime();
    if (early > 0) {
      TimeUnit.NANOSECONDS.sleep(early);
    }
    // A pause in the past is not made up for by a burst.
    freeAt = Math.max(freeAt, System.nanoTime());
  }

  @Override
  public void close() {
    link.close();
  }
}
