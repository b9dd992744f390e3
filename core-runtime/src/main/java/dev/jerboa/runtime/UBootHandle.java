package dev.jerboa.runtime;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.runtime.flash.BoardSession;
import java.time.Duration;
import java.util.Optional;

/** The bootloader of a board, for people and scripts. Entered, by a power cycle, on first use. */
public final class UBootHandle {
  private static final Duration WAIT = Duration.ofMinutes(1);

  private final Lab lab;
  private final StorageHandle storage;
  private Optional<BoardSession<Bootloader>> session = Optional.empty();

  /** Uses the bootloader of this board. */
  public UBootHandle(Lab lab, StorageHandle storage) {
    this.lab = lab;
    this.storage = storage;
  }

  /**
   * Runs a command and returns what it printed.
   *
   * @throws JerboaException {@code bootloader.command-failed} if its status is not 0
   */
  public String run(String command) throws InterruptedException {
    CommandResult result = bootloader().run(command, Deadline.after(WAIT));
    if (!result.ok()) {
      throw JerboaException.of(
          ErrorClass.BOOTLOADER,
          "command-failed",
          "'%s' ended with status %d: %s".formatted(command, result.status(), result.output()));
    }
    return result.output();
  }

  /** Reads an environment variable. */
  public Optional<String> env(String name) throws InterruptedException {
    return bootloader().env(name);
  }

  private Bootloader bootloader() {
    if (session.isEmpty()) {
      session = Optional.of(storage.bootloader());
      lab.hold(this::close);
    }
    return session.get().part();
  }

  /** Gives the console back; the next use power-cycles the board again. */
  public void close() {
    session.ifPresent(BoardSession::close);
    session = Optional.empty();
  }

  @Override
  public String toString() {
    return "uboot: run(command), env(name), close()";
  }
}
