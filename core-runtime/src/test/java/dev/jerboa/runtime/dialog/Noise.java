package dev.jerboa.runtime.dialog;

import java.util.Random;

/** Damages characters at random: each is lost, doubled or changed with the same probability. */
final class Noise {
  private final Random random;
  private final double each;

  /** Makes noise in which each kind of damage meets one character in {@code 1 / each}. */
  Noise(long seed, double each) {
    this.random = new Random(seed);
    this.each = each;
  }

  static Noise none() {
    return new Noise(0, 0);
  }

  synchronized String on(String text) {
    if (each == 0) {
      return text;
    }
    StringBuilder damaged = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      double dice = random.nextDouble();
      if (dice >= 3 * each) {
        damaged.append(c);
      } else if (dice >= 2 * each) {
        damaged.append((char) ('!' + random.nextInt('~' - '!')));
      } else if (dice >= each) {
        damaged.append(c).append(c);
      }
    }
    return damaged.toString();
  }
}
