package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.bundle.Bundle;
import dev.jerboa.api.dialog.Expect;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.dialog.Login;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Starts the flasher OS and logs in. */
final class BootFlasherOs implements Step {
  private static final Duration BOOT = Duration.ofMinutes(3);

  @Override
  public String id() {
    return "boot-flasher-os";
  }

  @Override
  public String title() {
    return "Boot the flasher OS";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.BUNDLE, Part.CONSOLE, Part.BOOTLOADER, Part.ADDRESS);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.SHELL);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Bundle bundle = run.get(Part.BUNDLE);
    Deadline deadline = run.deadline(BOOT);
    Expect.Bad comeBack = run.get(Part.BOOTLOADER).leave(bundle.bootPlan().command(), deadline);
    Login login =
        new Login(run.get(Part.CONSOLE), bundle.manifest().spec().login(), List.of(comeBack));
    run.put(Part.SHELL, login.shell(deadline));
  }
}
