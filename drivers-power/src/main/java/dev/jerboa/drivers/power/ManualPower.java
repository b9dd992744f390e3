package dev.jerboa.drivers.power;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.power.Power;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a person to switch the power, and waits until Enter is pressed.
 *
 * <p>A read of the terminal cannot be interrupted, so it is asked again and again whether something
 * has been typed.
 */
final class ManualPower implements Driver, Power {
  private static final long POLL_MILLIS = 50;

  private final String name;
  private final Supplier<Optional<Terminal>> terminal;
  private final Duration patience;

  ManualPower(String name, Supplier<Optional<Terminal>> terminal, Duration patience) {
    this.name = name;
    this.terminal = terminal;
    this.patience = patience;
  }

  @Override
  public void on() throws InterruptedException {
    ask("ON");
  }

  @Override
  public void off() throws InterruptedException {
    ask("OFF");
  }

  private void ask(String state) throws InterruptedException {
    Terminal person = terminal.get().orElseThrow(() -> noTerminal(state));
    try {
      // What was typed before the question is no answer to it.
      person.input().skipNBytes(person.input().available());
      person.output().print("Switch " + name + " " + state + ", then press Enter: ");
      person.output().flush();
      awaitEnter(person.input(), state);
    } catch (IOException e) {
      throw noTerminal(state).causedBy(e);
    }
  }

  private void awaitEnter(InputStream input, String state)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(patience);
    while (!deadline.expired()) {
      while (input.available() > 0) {
        if (input.read() == '\n') {
          return;
        }
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw JerboaException.of(
            ErrorClass.POWER,
            "timeout",
            "nobody confirmed in %d s that %s was switched %s"
                .formatted(patience.toSeconds(), name, state))
        .hint("Press Enter once the board has been switched.");
  }

  private JerboaException noTerminal(String state) {
    return JerboaException.of(
            ErrorClass.POWER,
            "no-terminal",
            "nobody can be asked to switch " + name + " " + state + ": there is no terminal")
        .hint("Run the command in a terminal, or configure a power driver that needs no person.");
  }

  /**
   * Where the person sits.
   *
   * @param input what is typed
   * @param output what is shown
   */
  record Terminal(InputStream input, PrintWriter output) {
    /** The terminal of this process, if it has one: {@code System.console()} alone does not say. */
    static final Supplier<Optional<Terminal>> SYSTEM =
        () ->
            Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> new Terminal(System.in, console.writer()));
  }
}
