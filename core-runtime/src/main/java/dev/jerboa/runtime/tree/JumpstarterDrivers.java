package dev.jerboa.runtime.tree;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The driver classes of the reference that have no equal here, and what to use instead. */
final class JumpstarterDrivers {
  private static final String FILE = "jumpstarter-drivers.properties";
  private static final Properties INSTEAD = load();

  private JumpstarterDrivers() {}

  private static Properties load() {
    Properties table = new Properties();
    try (InputStream in = JumpstarterDrivers.class.getResourceAsStream(FILE)) {
      table.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  /** Says that a class of the reference is missing here; empty if it is no such class. */
  static Optional<String> explain(String className) {
    return Optional.ofNullable(INSTEAD.getProperty(className))
        .map(
            instead ->
                "'%s' is a Jumpstarter driver that Jerboa does not have yet; %s"
                    .formatted(className, instead.isEmpty() ? "nothing comes near" : instead));
  }

  static Set<String> names() {
    return INSTEAD.stringPropertyNames();
  }
}
