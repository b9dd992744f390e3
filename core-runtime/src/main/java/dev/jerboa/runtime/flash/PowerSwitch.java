package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Part;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.time.Duration;

/** The board's power during one flash: it remembers whether it was touched. */
final class PowerSwitch {
  static final Part<PowerSwitch> PART = new Part<>("power", PowerSwitch.class);

  /** Long enough for the capacitors of a board to drain. */
  private static final Duration OFF_TIME = Duration.ofSeconds(2);

  private final Power power;
  private boolean touched;

  PowerSwitch(Power power) {
    this.power = power;
  }

  boolean touched() {
    return touched;
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

  /** Switches to the state the board is left in; on means freshly started. */
  void leave(PowerState state) throws InterruptedException {
    if (state == PowerState.OFF) {
      power.off();
    } else {
      drain();
      power.on();
    }
  }
}
