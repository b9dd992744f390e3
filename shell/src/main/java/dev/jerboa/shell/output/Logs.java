package dev.jerboa.shell.output;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the chatter of libraries away from people. */
public final class Logs {
  /** Held, because the log manager would forget a level set on a logger nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  /** What is wrong with a plugin is told in words of our own. */
  private static final Logger PLUGINS = Logger.getLogger("org.pf4j");

  private Logs() {}

  /** Shows warnings and errors only. */
  public static void quiet() {
    ROOT.setLevel(Level.WARNING);
    PLUGINS.setLevel(Level.OFF);
  }
}
