package dev.jerboa.runtime;

import dev.jerboa.api.JerboaException;
import dev.jerboa.runtime.state.Folders;
import java.nio.file.Path;

/** Where programs that use Jerboa as a library begin. */
public final class Jerboa {
  private Jerboa() {}

  /**
   * Loads a configuration file with the folders of this user; touches no hardware. The caller
   * closes the lab.
   *
   * @throws JerboaException of class {@code CONFIG} with every problem in the file
   */
  public static Lab open(Path file) {
    return Lab.load(file.toString(), Folders.of(System.getenv()));
  }
}
