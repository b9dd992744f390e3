package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.Board.Wiring;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.console.LineSession;
import dev.jerboa.runtime.dialog.AutobootStop;
import java.util.Set;

/** Power-cycles the board and stops it at the bootloader's prompt. */
final class EnterBootloader implements Step {
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
    run.get(PowerSwitch.PART).restart(wiring.console(), session, run::deadline);
    run.put(
        Part.BOOTLOADER,
        new AutobootStop(session, wiring.bootloader())
            .stop(run.deadline(wiring.bootloader().timeout())));
  }
}
