package dev.jerboa.runtime.image;

import java.io.IOException;

/**
 * An image that is decoded and checked.
 *
 * @param guard throws if the image is no longer what it was
 */
record FinishedImage(SegmentTable table, FileBytes bytes, Runnable guard) {
  static FinishedImage of(CachedImage image) throws IOException {
    return new FinishedImage(image.table(), image.open(), () -> {});
  }
}
