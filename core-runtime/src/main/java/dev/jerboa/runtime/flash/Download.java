package dev.jerboa.runtime.flash;

import dev.jerboa.api.dialog.Shell;
import dev.jerboa.api.flash.Part;
import java.net.URI;

/**
 * How the board gets bytes of the image.
 *
 * @param client the command that prints what is at a URL
 * @param image where the image is
 */
record Download(String client, URI image) {
  static final Part<Download> PART = new Part<>("download", Download.class);

  /** Returns the command that prints a range of the image. */
  String range(long offset, long length) {
    return command("/" + offset + "-" + length);
  }

  String command(String suffix) {
    return client + " " + Shell.quote(image + suffix);
  }
}
