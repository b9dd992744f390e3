package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;

/**
 * An image that is decoded and checked.
 *
 * @param guard throws if the image is no longer what it was
 */
record FinishedImage(SegmentTable table, ByteSource content, Runnable guard) {
  /** An image in the cache, which nobody else writes to. */
  static FinishedImage of(SegmentTable table, FileBytes bytes) {
    return new FinishedImage(table, bytes.first(table.size()), () -> {});
  }
}
