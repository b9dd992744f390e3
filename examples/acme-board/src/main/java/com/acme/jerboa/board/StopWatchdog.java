package com.acme.jerboa.board;

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.Set;

/** Stops the watchdog, which is closed by this letter: Linux, watchdog-api.rst. */
final class StopWatchdog implements Step {
  @Override
  public String id() {
    return "stop-watchdog";
  }

  @Override
  public String title() {
    return "Stop the watchdog";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.SHELL);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    var result =
        run.get(Part.SHELL).run("printf V > /dev/watchdog", run.deadline(Duration.ofSeconds(20)));
    if (!result.ok()) {
      run.note("the watchdog goes on: " + result.output());
    }
  }
}
