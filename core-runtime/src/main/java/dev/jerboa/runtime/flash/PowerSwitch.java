package dev.jerboa.runtime.flash;

import dev.jerboa.api.CancelledException;
import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import dev.jerboa.runtime.console.LineSession;
import java.time.Duration;
import java.util.function.Function;

/** The board's power during one flash or job: it remembers whether it was touched. */
public final class PowerSwitch {
  static final Part<PowerSwitch> PART = new Part<>("power", PowerSwitch.class);

  /** Long enough for the capacitors of a board to drain. */
  private static final Duration OFF_TIME = Duration.ofSeconds(2);

  /** How long a port that comes with the power may take to appear. */
  private static final Duration PORT_APPEARS = Duration.ofSeconds(15);

  private final Power power;
  private boolean touched;

  /** Takes over a switch whose state is not known. */
  public PowerSwitch(Power power) {
    this.power = power;
  }

  /** Returns whether the board's power may have been changed. */
  public boolean touched() {
    return touched;
  }

  /**
   * Starts the board from nothing with its console held, so that nothing it prints is missed.
   *
   * <p>A line that breaks as the power comes is taken again, unless the board had begun to print:
   * then the session stays lost, as it is after a loss later on.
   *
   * @param limits makes the time limits of single waits
   */
  public void restart(Console console, LineSession session, Function<Duration, Deadline> limits)
      throws InterruptedException {
    drain();
    if (console.needsPower()) {
      session.disconnect();
    } else {
      session.connect(limits.apply(PORT_APPEARS));
    }
    session.forget();
    on();
    if (session.tail(1).isEmpty()) { // a line lost after that has lost words of the board with it
      session.connect(limits.apply(PORT_APPEARS));
    }
  }

  /** Takes the power away, long enough that the board starts from nothing. */
  void drain() throws InterruptedException {
    touched = true;
    if (power instanceof PowerReading reading && reading.read() == PowerState.OFF) {
      return;
    }
    power.off();
    Thread.sleep(OFF_TIME); // a physical duration: there is no fact to wait for
  }

  void on() throws InterruptedException {
    touched = true;
    power.on();
  }

  /**
   * Switches to the state the board is left in, even while the thread is being interrupted; on
   * means freshly started.
   */
  public void leave(PowerState state) {
    boolean interrupted = Thread.interrupted();
    try {
      reach(state);
    } catch (InterruptedException e) {
      interrupted = true;
      throw new CancelledException("Switching the power " + state);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void reach(PowerState state) throws InterruptedException {
    if (state == PowerState.OFF) {
      power.off();
    } else {
      drain();
      power.on();
    }
  }
}
