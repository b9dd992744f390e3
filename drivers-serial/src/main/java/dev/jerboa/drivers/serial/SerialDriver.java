package dev.jerboa.drivers.serial;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import dev.jerboa.api.driver.Driver;
import java.util.Optional;

/** A console that looks for its line until it is there. */
final class SerialDriver implements Driver, Console {
  private static final long POLL_MILLIS = 50;

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
        ConsoleLink link = line.open(deadline);
        return cps.<ConsoleLink>map(rate -> new PacedLink(link, rate)).orElse(link);
      } catch (NotYetException e) {
        if (deadline.expired()) {
          throw e.error();
        }
        Thread.sleep(Math.min(POLL_MILLIS, deadline.remaining().toMillis() + 1));
      }
    }
  }

  @Override
  public boolean needsPower() {
    return needsPower;
  }
}
