package dev.jerboa.shell.repl.live;

import java.time.Duration;

/** Words that every snippet can use without an import. */
public final class Shorthands {
  private Shorthands() {}

  /** Returns a duration, for {@code serial.expect("login:", seconds(30))}. */
  public static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }
}
