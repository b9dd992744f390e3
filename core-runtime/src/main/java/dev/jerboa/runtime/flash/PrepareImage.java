package dev.jerboa.runtime.flash;

import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.image.ImageStore;
import java.util.Set;

/** Checks the image file and starts to decode it. */
final class PrepareImage implements Step {
  private final ImageStore images;

  PrepareImage(ImageStore images) {
    this.images = images;
  }

  @Override
  public String id() {
    return "prepare-image";
  }

  @Override
  public String title() {
    return "Check the image";
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.IMAGE);
  }

  @Override
  public boolean oncePerFlash() {
    return true;
  }

  @Override
  public boolean perImage() {
    return true;
  }

  @Override
  public void run(FlashRun run) throws InterruptedException {
    Image image = run.image();
    run.put(Part.IMAGE, images.prepare(image.file(), image.checksum()));
  }
}
