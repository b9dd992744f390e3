package dev.jerboa.runtime;

import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.time.Duration;
import java.util.Optional;

/** The power of a board, for people and scripts. */
public final class PowerHandle {
  /** How long the power stays off in a cycle, as in Jumpstarter. */
  public static final Duration OFF_TIME = Duration.ofSeconds(2);

  private final Lab lab;
  private final Power power;

  PowerHandle(Lab lab, Power power) {
    this.lab = lab;
    this.power = power;
  }

  /** Switches on. */
  public void on() throws InterruptedException {
    lab.use();
    power.on();
  }

  /** Switches off; a bootloader that was entered is left. */
  public void off() throws InterruptedException {
    lab.use();
    lab.leaveBootloaders(power);
    power.off();
  }

  /** Switches off, waits 2 s, and switches on. */
  public void cycle() throws InterruptedException {
    cycle(OFF_TIME);
  }

  /** Switches off, waits, and switches on. */
  public void cycle(Duration wait) throws InterruptedException {
    off();
    Thread.sleep(wait);
    on();
  }

  /** Reads the state from the switch; empty if this kind of switch cannot tell. */
  public Optional<PowerState> read() throws InterruptedException {
    lab.use();
    return power instanceof PowerReading reading ? Optional.of(reading.read()) : Optional.empty();
  }

  @Override
  public String toString() {
    return "power: on(), off(), cycle(), read()";
  }
}
