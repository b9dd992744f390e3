package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.transfer.Download;
import java.util.Set;

/** Empties the board's and the device's caches once more, so that the power may be cut. */
final class Flush implements Step {
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
    return Set.of(Part.SHELL, Part.TARGET, Part.TOOLS, Download.PART);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    ServeImage.medium(run).flush();
  }
}
