package dev.jerboa.testkit;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.function.Consumer;

/** A logger that hands each record on as one line. */
record KeptLog(String name, Consumer<String> lines) implements System.Logger {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
    lines.accept(message + " " + thrown);
  }

  @Override
  public void log(Level level, ResourceBundle bundle, String format, Object... values) {
    boolean plain = values == null || values.length == 0;
    lines.accept(plain ? format : MessageFormat.format(format, values));
  }
}
