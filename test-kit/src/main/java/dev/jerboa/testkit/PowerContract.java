package dev.jerboa.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver that switches power must keep, beside what every driver must. */
public interface PowerContract extends DriverContract {
  /** Returns a configuration whose switch does not answer, or empty where that cannot be. */
  Optional<String> deadConfig();

  /** Returns whether the switch is a device of its own, which keeps its state without a driver. */
  default boolean outlivesTheDriver() {
    return true;
  }

  @Test
  default void switchesAgainAndAgain(@TempDir Path folder) {
    try (Specimen specimen = specimen(config(), folder).open()) {
      Power power = specimen.as(Power.class);
      for (PowerState state : new PowerState[] {PowerState.ON, PowerState.OFF}) {
        Call change = state == PowerState.ON ? power::on : power::off;
        specimen.succeed(state.toString(), change);
        expectReading(specimen, state);
        specimen.succeed("a second " + state, change);
        expectReading(specimen, state);
      }
    }
  }

  @Test
  default void closingLeavesThePowerAlone(@TempDir Path folder) {
    Assumptions.assumeTrue(outlivesTheDriver(), "the switch has a state of its own");
    Specimen first = specimen(config(), folder).open();
    first.succeed("on", first.as(Power.class)::on);
    first.close();
    try (Specimen second = specimen(config(), folder).open()) {
      expectReading(second, PowerState.ON);
      second.succeed("off", second.as(Power.class)::off);
      expectReading(second, PowerState.OFF);
    }
  }

  @Test
  default void aSwitchThatDoesNotAnswerIsAnErrorOfClassPower(@TempDir Path folder) {
    try (Specimen specimen = deadSpecimen(folder)) {
      Optional<JerboaException> error = specimen.attempt("on", specimen.as(Power.class)::on);
      assertTrue(error.isPresent(), "on succeeded, although the switch does not answer");
      assertEquals(ErrorClass.POWER, error.get().errorClass(), error.get()::getMessage);
      specimen.attempt("off", specimen.as(Power.class)::off);
      read(specimen);
    }
  }

  @Test
  default void anInterruptIsNotSwallowed(@TempDir Path folder) {
    try (Specimen specimen = specimen(config(), folder).open()) {
      specimen.interrupted("on", specimen.as(Power.class)::on);
      specimen.succeed("off after an interrupt", specimen.as(Power.class)::off);
    }
  }

  @Test
  default void anInterruptEndsTheWaitForADeadSwitch(@TempDir Path folder) {
    try (Specimen specimen = deadSpecimen(folder)) {
      specimen.interrupted("on", specimen.as(Power.class)::on);
    }
  }

  @Test
  default void switchingInAWrongStateFailsWell(@TempDir Path folder) {
    Specimen specimen = specimen(config(), folder);
    Power power = specimen.as(Power.class);
    specimen.attempt("on without open", power::on);
    specimen.attempt("off without open", power::off);
    specimen.succeed("open", specimen.driver()::open);
    specimen.succeed("close", specimen.driver()::close);
    specimen.attempt("on after close", power::on);
    read(specimen);
    specimen.attempt("off after close", power::off);
  }

  @Test
  default void switchingLeavesNothingBehind(@TempDir Path folder) {
    Footprint before = Footprint.now();
    try (Specimen specimen = specimen(config(), folder).open()) {
      specimen.succeed("on", specimen.as(Power.class)::on);
      read(specimen);
      specimen.succeed("off", specimen.as(Power.class)::off);
    }
    assertEquals(Set.of(), before.lastingGrowth(), "close has left something behind");
  }

  private Specimen specimen(String config, Path folder) {
    return Specimen.create(this, config, folder);
  }

  private Specimen deadSpecimen(Path folder) {
    Assumptions.assumeTrue(deadConfig().isPresent(), "the switch can fail");
    return specimen(deadConfig().orElseThrow(), folder).open();
  }

  private static void expectReading(Specimen specimen, PowerState expected) {
    read(specimen).ifPresent(state -> assertEquals(expected, state, "what the switch says"));
  }

  /** Returns nothing for a switch that cannot be read. */
  private static Optional<PowerState> read(Specimen specimen) {
    PowerState[] state = new PowerState[1];
    if (specimen.driver() instanceof PowerReading reading) {
      specimen.attempt("read", () -> state[0] = reading.read());
    }
    return Optional.ofNullable(state[0]);
  }
}
