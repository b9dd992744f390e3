package dev.jerboa.drivers.tftp;

import java.time.Duration;

/**
 * How long a transfer waits for its client.
 *
 * @param firstWait before the first packet is repeated
 * @param shortestWait the least that is waited before a packet is repeated
 * @param longestWait the most that is waited before a packet is repeated
 * @param linger how long a client may be silent that has taken nothing yet, or has been sent
 *     everything
 * @param silence how long a client may get no further in the middle of a file
 */
record Patience(
    Duration firstWait,
    Duration shortestWait,
    Duration longestWait,
    Duration linger,
    Duration silence) {

  /**
   * U-Boot repeats its own packets every 5 s and gives up after about 55 s; it does not acknowledge
   * a block twice (net/tftp.c), so only its timer makes up for a lost acknowledgement and we must
   * still be there.
   */
  static final Patience NORMAL =
      new Patience(
          Duration.ofMillis(200),
          Duration.ofMillis(25),
          Duration.ofSeconds(1),
          Duration.ofSeconds(12),
          Duration.ofSeconds(60));
}
