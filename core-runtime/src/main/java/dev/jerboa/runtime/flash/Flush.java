package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.dialog.CommandResult;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.Set;

/** Empties the board's and the device's caches, so that the power may be cut. */
final class Flush implements Step {
  private static final Duration SYNC = Duration.ofMinutes(20);

  @Override
  public String id() {
    return "flush";
  }

  @Override
  public String title() {
    return "Flush the device";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.SHELL, Part.TARGET);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    CommandResult result = run.get(Part.SHELL).run("sync", run.deadline(SYNC));
    if (!result.ok()) {
      throw JerboaException.of(
              ErrorClass.TARGET,
              "io-error",
              "sync ended with status %d: %s".formatted(result.status(), result.output()))
          .hint("The medium may be worn or badly seated: try another card.")
          .retryable();
    }
  }
}
