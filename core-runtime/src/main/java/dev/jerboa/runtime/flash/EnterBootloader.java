package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Board.Wiring;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.dialog.AutobootStop;
import java.time.Duration;
import java.util.Set;

/** Power-cycles the board and stops it at the bootloader's prompt. */
final class EnterBootloader implements Step {
  /** How long a port that comes with the power may take to appear. */
  private static final Duration PORT_APPEARS = Duration.ofSeconds(15);

  @Override
  public String id() {
    return "enter-bootloader";
  }

  @Override
  public String title() {
    return "Power on, stop in the bootloader";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.CONSOLE);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.BOOTLOADER);
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Wiring wiring = run.board().wiring();
    LineSession session = run.get(OpenConsole.Line.PART).session();
    PowerSwitch power = run.get(PowerSwitch.PART);
    power.drain();
    if (wiring.console().needsPower()) {
      session.disconnect();
    } else {
      session.connect(run.deadline(PORT_APPEARS));
    }
    session.forget();
    power.on();
    session.connect(run.deadline(PORT_APPEARS));
    run.put(
        Part.BOOTLOADER,
        new AutobootStop(session, wiring.bootloader())
            .stop(run.deadline(wiring.bootloader().timeout())));
  }
}
