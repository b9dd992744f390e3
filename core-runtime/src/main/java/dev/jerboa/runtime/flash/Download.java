package dev.jerboa.runtime.flash;

import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.FlashRequest.Image;
import dev.jerboa.api.flash.Part;
import java.net.URI;
import java.util.Map;

/**
 * How the board gets bytes of the images.
 *
 * @param client the command that prints what is at a URL
 * @param locations where each image is
 */
record Download(String client, Map<Image, URI> locations) {
  static final Part<Download> PART = new Part<>("download", Download.class);

  /** Returns the command that prints a range of an image. */
  String range(Image image, long offset, long length) {
    return client + " " + Shell.quote(locations.get(image) + "/" + offset + "-" + length);
  }
}
