package dev.jerboa.runtime.config;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.util.List;

/** Reports all that is wrong with one configuration file. */
public final class InvalidConfigException extends JerboaException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidConfigException(String message, List<Problem> problems) {
    super(ErrorClass.CONFIG, "invalid", message);
    this.problems = List.copyOf(problems);
  }

  /** Returns the problems by position. */
  public List<Problem> problems() {
    return problems;
  }
}
