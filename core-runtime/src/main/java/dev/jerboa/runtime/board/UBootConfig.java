package dev.jerboa.runtime.board;

import dev.jerboa.api.config.Default;
import dev.jerboa.api.config.Doc;
import java.time.Duration;
import java.util.Optional;

/** The keys of a {@code uboot} node. */
public record UBootConfig(
    @Doc("The prompt as literal text; learned from the console when absent.")
        Optional<String> prompt,
    @Doc("The characters that stop autoboot, sent every 100 ms until a prompt shows.")
        @Default("\"\\e\"")
        String interrupt,
    @Doc("How long the prompt may take after power-on.") @Default("60s") Duration timeout) {
  public UBootConfig {
    if (interrupt.isEmpty()) {
      throw new IllegalArgumentException("interrupt must not be empty");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be longer than 0 s");
    }
  }
}
