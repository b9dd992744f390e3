package dev.jerboa.drivers.tftp;

import java.util.Random;

/**
 * What a bad line does to packets, repeatable by its seed.
 *
 * @param loss the share of packets lost, each way
 * @param doubled whether every packet arrives twice
 * @param swapped the share of incoming packets that the next one overtakes
 */
record Faults(double loss, boolean doubled, double swapped, Random random) {
  static final Faults NONE = new Faults(0, false, 0, new Random(0));

  static Faults losing(double loss, long seed) {
    return new Faults(loss, false, 0, new Random(seed));
  }

  static Faults doubling() {
    return new Faults(0, true, 0, new Random(0));
  }

  static Faults swapping(double share, long seed) {
    return new Faults(0, false, share, new Random(seed));
  }

  boolean loses() {
    return random.nextDouble() < loss;
  }

  boolean swaps() {
    return random.nextDouble() < swapped;
  }
}
