package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import java.io.IOException;

/** Finds out what of an image nobody needs. */
interface FreeSpaceFinder {
  /**
   * Looks at an image.
   *
   * @param declared what its source says nobody needs
   */
  FreeSpace find(ByteSource image, FreeSpace declared) throws IOException, InterruptedException;
}
