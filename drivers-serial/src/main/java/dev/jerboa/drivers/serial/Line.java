package dev.jerboa.drivers.serial;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.ConsoleLink;

/** A place where a console line can be taken. */
@FunctionalInterface
interface Line {
  /**
   * Tries once to take the line.
   *
   * @throws NotYetException if it is not there and may come
   * @throws dev.jerboa.api.JerboaException if waiting will not help
   */
  ConsoleLink open(Deadline deadline) throws NotYetException, InterruptedException;
}
