package dev.jerboa.drivers.serial;

import dev.jerboa.api.config.Doc;
import dev.jerboa.api.driver.DriverContext;
import dev.jerboa.api.driver.DriverFactory;
import java.util.Set;

/** Makes serial consoles. */
@Doc("The board's console: a local port, TCP, a unix socket, a child process or an echo.")
public final class SerialFactory implements DriverFactory<SerialConfig> {
  /** Called by {@link java.util.ServiceLoader}. */
  public SerialFactory() {}

  @Override
  public String type() {
    return "serial";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("jumpstarter_driver_pyserial.driver.PySerial");
  }

  @Override
  public Class<SerialConfig> configType() {
    return SerialConfig.class;
  }

  @Override
  public SerialDriver create(SerialConfig config, DriverContext context) {
    SerialUrl url = SerialUrl.parse(config.url());
    return new SerialDriver(line(url, config, context), config.cps(), needsPower(url, config));
  }

  private static Line line(SerialUrl url, SerialConfig config, DriverContext context) {
    return switch (url) {
      case SerialUrl.Device device -> new DeviceLine(device.path(), config);
      case SerialUrl.Tcp tcp -> new TcpLine(tcp);
      case SerialUrl.Unix unix -> new UnixLine(context.resolve(unix.path()));
      case SerialUrl.Exec exec ->
          new ProcessLine(exec.words(), context.resolve("").toAbsolutePath());
      case SerialUrl.Loop loop -> patience -> new LoopLink();
    };
  }

  /** Tells whether the port is made by something that runs only while the board has power. */
  private static boolean needsPower(SerialUrl url, SerialConfig config) {
    return switch (url) {
      case SerialUrl.Device device -> !config.checkPresent().orElse(true);
      case SerialUrl.Tcp tcp -> !config.checkPresent().orElse(false);
      case SerialUrl.Unix unix -> !config.checkPresent().orElse(false);
      case SerialUrl.Exec exec -> !config.checkPresent().orElse(false);
      case SerialUrl.Loop loop -> false;
    };
  }
}
