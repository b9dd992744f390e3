package dev.jerboa.runtime.state;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a board is taken.
 *
 * @param command what the board is taken for, as others are told; without secrets
 * @param patience how long to wait for a board that is in use; zero does not wait
 * @param tell hears that the board is waited for, and whom it waits for
 */
public record Claim(String command, Duration patience, Consumer<String> tell) {
  /** Takes the board at once or not at all. */
  public static final Claim AT_ONCE = new Claim("", Duration.ZERO, text -> {});
}
