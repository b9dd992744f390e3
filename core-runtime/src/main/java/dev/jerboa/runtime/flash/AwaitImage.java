package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.Set;

/**
 * Waits until the image is decoded to its end.
 *
 * <p>Nothing is written before: a damaged image leaves the device as it was.
 */
final class AwaitImage implements Step {
  @Override
  public String id() {
    return "await-image";
  }

  @Override
  public String title() {
    return "Wait for the decoded image";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.IMAGE, Part.SHELL);
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    PreparedImage image = run.get(Part.IMAGE);
    image.awaitComplete(run.deadline(Duration.ofDays(1)));
    run.progress(image.size(), image.size());
  }
}
