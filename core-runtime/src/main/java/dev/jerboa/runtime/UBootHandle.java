package dev.jerboa.runtime;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.Bootloader;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.power.Power;
import dev.jerboa.runtime.flash.BoardSession;
import java.util.Optional;

/** The bootloader of a board, for people and scripts. Entered, by a power cycle, on first use. */
public final class UBootHandle {
  private final Lab lab;
  private final StorageHandle storage;
  private Optional<BoardSession<Bootloader>> session = Optional.empty();

  UBootHandle(Lab lab, StorageHandle storage) {
    this.lab = lab;
    this.storage = storage;
  }

  /**
   * Runs a command of up to a minute and returns what it printed.
   *
   * @throws JerboaException {@code bootloader.command-failed} if its status is not 0
   */
  public String run(String command) throws InterruptedException {
    BoardShell.Prompt prompt = bootloader()::run;
    return prompt.output(command, BoardShell.DEFAULT_WAIT);
  }

  /** Reads an environment variable. */
  public Optional<String> env(String name) throws InterruptedException {
    return bootloader().env(name, Deadline.after(BoardShell.DEFAULT_WAIT));
  }

  private Bootloader bootloader() {
    if (session.isEmpty()) {
      session = Optional.of(storage.reach(Part.BOOTLOADER));
      lab.hold(this::close);
    }
    return session.get().part();
  }

  boolean isOn(Power power) {
    return storage.isOn(power);
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
