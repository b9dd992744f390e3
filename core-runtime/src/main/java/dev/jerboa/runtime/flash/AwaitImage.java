package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Step;
import java.time.Duration;
import java.util.Set;

/**
 * Waits a while for the end of decoding.
 *
 * <p>An image that is decoded by then is not written unless it is sound. A large one is written
 * while it is decoded, if its size is known; should it prove damaged, the flash fails with a part
 * of it on the device.
 */
final class AwaitImage implements Step {
  /** With the board's boot, enough for what one processor decodes to one or two gigabytes. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

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
    if (image.completeWithin(run.deadline(PATIENCE).remaining())) {
      run.progress(image.size(), image.size());
    } else if (image.announcedSize().isEmpty()) {
      image.awaitComplete(run.deadline(Duration.ofDays(1))); // it may be too large for the target
    } else {
      run.note(
          "writing begins while the image is still being decoded; should it prove damaged, the"
              + " flash fails with a part of it on the device");
    }
  }
}
