package dev.jerboa.drivers.serial;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.Driver;
import java.time.Duration;
import java.util.Optional;

/** A console that looks for its line until it is there. */
final class SerialDriver implements Driver, Console {
  private static final long POLL_MILLIS = 50;

  /**
   * One attempt takes at most this long, so that a host that dropped the packets is asked again.
   */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Line line;
  private final Optional<Double> cps;
  private final boolean needsPower;

  SerialDriver(Line line, Optional<Double> cps, boolean needsPower) {
    this.line = line;
    this.cps = cps.filter(rate -> rate > 0);
    this.needsPower = needsPower;
  }

  @Override
  public ConsoleLink connect(Deadline deadline) throws InterruptedException {
    while (true) {
      try {
        ConsoleLink link = line.open(patience(deadline));
        return cps.<ConsoleLink>map(rate -> new PacedLink(link, rate)).orElse(link);
      } catch (NotYetException e) {
        if (deadline.expired()) {
          throw e.error();
        }
        Thread.sleep(Math.min(POLL_MILLIS, deadline.remaining().toMillis() + 1));
      }
    }
  }

  private static Duration patience(Deadline deadline) {
    Duration left = deadline.atMost(LONGEST).remaining();
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  @Override
  public boolean needsPower() {
    return needsPower;
  }
}
