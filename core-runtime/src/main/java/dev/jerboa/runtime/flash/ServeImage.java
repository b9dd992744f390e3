package dev.jerboa.runtime.flash;

import dev.jerboa.api.files.ServedFile;
import dev.jerboa.api.flash.FlashRun;
import dev.jerboa.api.flash.Part;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Step;
import dev.jerboa.runtime.transfer.BlockIo;
import dev.jerboa.runtime.transfer.Following;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Binds the server of the decoded images, which answers nobody until the board's address is known.
 */
final class ServeImage implements Step {
  @Override
  public String id() {
    return "serve-image";
  }

  @Override
  public String title() {
    return "Start the image server";
  }

  @Override
  public Set<Part<?>> needs() {
    return Set.of(Part.IMAGE);
  }

  @Override
  public Set<Part<?>> makes() {
    return Set.of(Part.HTTP, SentBytes.HTTP);
  }

  @Override
  public boolean oncePerFlash() {
    return true;
  }

  @Override
  public void run(FlashRun run) {
    SentBytes sent = new SentBytes();
    run.put(SentBytes.HTTP, sent);
    List<ServedFile> files = new ArrayList<>();
    for (PreparedImage image : run.all(Part.IMAGE)) {
      files.add(new ServedFile(name(files.size()), new Following(image)));
    }
    run.put(Part.HTTP, run.board().wiring().http().start(files, sent));
  }

  /** Returns the way to the device of the current image. */
  static BlockIo medium(FlashRun run) {
    return new BlockIo(run, name(run.request().images().indexOf(run.image())));
  }

  /** Returns the name under which the board finds an image of the request, counted from 0. */
  static String name(int image) {
    return image == 0 ? "image" : "image-" + (image + 1);
  }
}
