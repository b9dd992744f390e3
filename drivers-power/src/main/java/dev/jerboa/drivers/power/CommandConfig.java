package dev.jerboa.drivers.power;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import java.util.Optional;

/** The configuration of a power switch that is driven by shell commands. */
public record CommandConfig(
    @Doc("The command line for /bin/sh that switches the board on.") @Example("./outlet 3 on")
        String on,
    @Doc("The command line for /bin/sh that switches the board off.") @Example("./outlet 3 off")
        String off,
    @Doc("The command line for /bin/sh that prints on or off, whichever the switch says.")
        Optional<String> read,
    @Doc("How long one command may take, in seconds.") @Default("30") int timeout) {
  public CommandConfig {
    if (on.isBlank() || off.isBlank() || read.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("on, off and read must not be blank");
    }
    if (timeout < 1) {
      throw new IllegalArgumentException("timeout must be at least 1 second, not " + timeout);
    }
  }
}
