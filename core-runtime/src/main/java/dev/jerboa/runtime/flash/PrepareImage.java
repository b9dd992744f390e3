package dev.jerboa.runtime.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.fetch.Watch;
import dev.jerboa.runtime.image.Download;
import dev.jerboa.runtime.image.ImageStore;
import java.nio.file.Path;
import java.util.Set;

/** Fetches the image file where it must be, checks it and starts to decode it. */
final class PrepareImage implements Step {
  /** The image file, as it was named or as it was fetched. */
  static final Part<Path> FILE = new Part<>("image-file", Path.class);

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
    return Set.of(FILE, Part.IMAGE);
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
    if (image.remote().isEmpty()) {
      prepare(run, image.file());
      return;
    }
    try (Download download = images.fetch(image.remote().get(), watch(run))) {
      prepare(run, download.file());
    }
  }

  private void prepare(FlashRun run, Path file) throws InterruptedException {
    run.put(FILE, file);
    run.put(Part.IMAGE, images.prepare(file, run.image().checksum()));
  }

  private static Watch watch(FlashRun run) {
    return new Watch() {
      @Override
      public Deadline deadline() {
        return run.deadline(run.request().timeout());
      }

      @Override
      public void progress(long done, long total) {
        run.progress(done, total);
      }

      @Override
      public void note(String text) {
        run.note(text);
      }
    };
  }
}
