package dev.jerboa.drivers.tftp;

import dev.jerboa.api.driver.DriverContext;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lends a driver what it needs and keeps what it logs. */
final class TestContext implements DriverContext {
  private final List<String> lines = new CopyOnWriteArrayList<>();

  List<String> lines() {
    return lines;
  }

  @Override
  public String path() {
    return "dut.tftp";
  }

  @Override
  public <T> T child(String name, Class<T> capability) {
    throw new AssertionError("a TFTP server has no children");
  }

  @Override
  public Path resolve(String path) {
    throw new AssertionError("a TFTP server has no paths");
  }

  @Override
  public Path stateFolder() {
    throw new AssertionError("a TFTP server has no state");
  }

  @Override
  public System.Logger logger() {
    return new Recorder();
  }

  private final class Recorder implements System.Logger {
    @Override
    public String getName() {
      return path();
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
      lines.add(message + " " + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... values) {
      lines.add(
          values == null || values.length == 0 ? format : MessageFormat.format(format, values));
    }
  }
}
