package dev.jerboa.drivers.serial.simulator;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** A command of the flasher OS. */
@FunctionalInterface
interface Applet {
  /**
   * A call of a command.
   *
   * @param arguments without the command's name
   * @param in what it reads
   * @param errors takes what it complains about
   */
  record Call(List<String> arguments, InputStream in, Consumer<String> errors) {
    Running fail(int status, String message) {
      errors.accept(message + "\n");
      return Running.of(status, "");
    }
  }

  /**
   * A command under way.
   *
   * @param out what it prints
   * @param status its exit status, once {@code out} has been read to the end
   */
  record Running(InputStream out, IntSupplier status) {
    static Running of(int status, String output) {
      byte[] bytes = output.getBytes(StandardCharsets.ISO_8859_1);
      return new Running(new ByteArrayInputStream(bytes), () -> status);
    }
  }

  Running start(Call call) throws IOException, InterruptedException;
}
