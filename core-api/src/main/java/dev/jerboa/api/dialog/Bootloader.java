package dev.jerboa.api.dialog;

import dev.jerboa.api.Deadline;
import java.util.Optional;

/** The prompt of U-Boot on the board's console. */
public interface Bootloader {
  /**
   * Runs a command and returns its status and output, whatever the status is.
   *
   * @throws dev.jerboa.api.JerboaException if U-Boot does not answer, resets or does not know the
   *     command
   */
  CommandResult run(String command, Deadline deadline) throws InterruptedException;

  /** Reads an environment variable. */
  Optional<String> env(String name, Deadline deadline) throws InterruptedException;

  /**
   * Sets an environment variable in RAM; {@code saveenv} is never sent.
   *
   * @param value characters of {@code [A-Za-z0-9_./:=,@%+-]} only
   */
  void setEnv(String name, String value, Deadline deadline) throws InterruptedException;

  /**
   * Sends a command that does not come back, such as {@code booti}.
   *
   * @return the sign that it came back after all, to be watched for while the system starts
   */
  Expect.Bad leave(String command, Deadline deadline) throws InterruptedException;
}
