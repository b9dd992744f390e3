package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Fault.Direction;
import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntSupplier;

/** Loses, repeats and changes characters in one direction. Used under the lock of its wire. */
final class Noise {
  private static final int BITS = 7;

  private final Faults faults;
  private final Direction direction;
  private final IntSupplier command;
  private final Map<Fault, Random> dice = new HashMap<>();
  private final Map<Fault, Integer> counts = new HashMap<>();

  /**
   * @param command how many commands the flasher OS has been given
   */
  Noise(Faults faults, Direction direction, IntSupplier command) {
    this.faults = faults;
    this.direction = direction;
    this.command = command;
  }

  /** What becomes of a character. */
  @FunctionalInterface
  interface Sink {
    void accept(byte character);
  }

  void pass(byte character, Sink sink) {
    int passing = character;
    if (strikes(Kind.DROP)) {
      return;
    }
    if (strikes(Kind.CHANGE)) {
      passing ^= 1 << counts.values().stream().mapToInt(Integer::intValue).sum() % BITS;
    }
    if (strikes(Kind.DUPLICATE)) {
      sink.accept((byte) passing);
    }
    sink.accept((byte) passing);
  }

  private boolean strikes(Kind kind) {
    return faults.strike(kind, fault -> fault.concerns(direction) && due(fault)).isPresent();
  }

  private boolean due(Fault fault) {
    if (fault.command() > command.getAsInt()) {
      return false;
    }
    int count = counts.merge(fault, 1, Integer::sum);
    if (fault.every() > 0) {
      return count % fault.every() == 0;
    }
    Random random = dice.computeIfAbsent(fault, f -> new Random(f.seed()));
    return random.nextDouble() < fault.probability();
  }
}
