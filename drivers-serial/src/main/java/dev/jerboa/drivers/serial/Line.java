package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.time.Duration;

/** A place where a console line can be taken. */
@FunctionalInterface
interface Line {
  /**
   * Tries once to take the line.
   *
   * @param patience how long the other end may leave the attempt unanswered
   * @throws NotYetException if it is not there and may come
   * @throws dev.jerboa.api.JerboaException if waiting will not help
   */
  ConsoleLink open(Duration patience) throws NotYetException, InterruptedException;
}
