package {{package}};

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.driver.Driver;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.power.Power;
import dev.jerboa.api.power.PowerReading;
import dev.jerboa.api.power.PowerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An outlet that is switched by writing to a file, as the kernel offers for relays. */
final class {{Name}} implements Driver, Power, PowerReading {
  private final {{Name}}Config config;
  private final DriverContext context;
  private final Path file;

  {{Name}}({{Name}}Config config, DriverContext context) {
    this.config = config;
    this.context = context;
    this.file = context.resolve(config.path());
  }

  @Override
  public void on() throws InterruptedException {
    write(config.on());
  }

  @Override
  public void off() throws InterruptedException {
    write(config.off());
  }

  @Override
  public PowerState read() {
    try {
      return Files.readString(file).strip().equals(config.on()) ? PowerState.ON : PowerState.OFF;
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  private void write(String value) {
    try {
      Files.writeString(file, value);
    } catch (IOException e) {
      throw noAnswer(e);
    }
  }

  private JerboaException noAnswer(IOException cause) {
    return JerboaException.of(
            ErrorClass.POWER, "no-answer", context.path() + ": the outlet is not there: " + cause)
        .hint("Check that " + file + " exists and may be written.")
        .causedBy(cause);
  }
}
