package dev.jerboa.testkit;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A line on which nothing ever arrives, with one flaw. */
final class SampleLink implements ConsoleLink {
  private final Flaw flaw;
  private final CountDownLatch end = new CountDownLatch(1);

  SampleLink(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  public int read(byte[] buffer, Duration wait) throws IOException {
    try {
      if (flaw == Flaw.READ_WAITS_FOR_EVER) {
        end.await();
      }
      return end.await(wait.toMillis(), TimeUnit.MILLISECONDS) ? -1 : 0;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void write(byte[] bytes) {}

  @Override
  public void close() {
    if (flaw != Flaw.READ_OUTLIVES_ITS_LINK) {
      end.countDown();
    }
  }
}
