package dev.jerboa.drivers.serial;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import java.util.Optional;

/**
 * The configuration of a serial console.
 *
 * @param checkPresent absent means: what suits the kind of line (see the README)
 */
public record SerialConfig(
    @Doc("The line: a device path, socket://HOST:PORT, unix:PATH, exec:COMMAND LINE or loop://.")
        @Example("/dev/ttyUSB0")
        String url,
    @Doc("The speed of a local port in bits per second, with 8 data bits and no parity.")
        @Default("115200")
        int baudrate,
    @Doc("The most characters sent per second, such as 1000; absent or 0 sends at line speed.")
        Optional<Double> cps,
    @Doc(
            "Whether the port is there without the board's power; by default true for a device path"
                + " and false for socket, unix and exec.")
        Optional<Boolean> checkPresent,
    @Doc(
            "Whether DTR and RTS stay inactive, so that closing the port does not reset boards that"
                + " wire them to reset.")
        @Default("false")
        boolean disableHupcl) {
  public SerialConfig {
    SerialUrl.parse(url);
    if (baudrate <= 0) {
      throw new IllegalArgumentException("baudrate must be greater than 0, not " + baudrate);
    }
    if (cps.isPresent() && !(cps.get() >= 0)) {
      throw new IllegalArgumentException("cps must be greater than 0, not " + cps.get());
    }
  }
}
