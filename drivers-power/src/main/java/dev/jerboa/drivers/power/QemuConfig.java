package dev.jerboa.drivers.power;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import dev.jerboa.api.config.Example;
import java.util.List;

/** The configuration of an emulated board. */
public record QemuConfig(
    @Doc("The emulator: a program name, or a path from the folder of the configuration.")
        @Default("qemu-system-aarch64")
        String binary,
    @Doc("Its arguments, one list item each, without -daemonize and -pidfile.")
        @Default("[]")
        @Example(
            "[-M, virt, -nic, none, -display, none, -serial,"
                + " 'unix:serial.sock,server=on,wait=off']")
        List<String> args,
    @Doc("How long QEMU may take to start, in seconds.") @Default("10") int timeout) {
  public QemuConfig {
    args = List.copyOf(args);
    if (args.stream().anyMatch(arg -> arg.matches("--?(daemonize|pidfile)"))) {
      throw new IllegalArgumentException(
          "args must not hold -daemonize or -pidfile: they are added where needed");
    }
    if (timeout < 1) {
      throw new IllegalArgumentException("timeout must be at least 1 second, not " + timeout);
    }
  }
}
