package dev.jerboa.runtime.image;

import dev.jerboa.api.flash.Segment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A decoded image in the cache.
 *
 * @param file the decoded bytes, with holes for zeros
 */
record CachedImage(Path file, SegmentTable table) {
  FileBytes open() throws IOException {
    return new FileBytes(file, () -> {});
  }

  /**
   * Says whether {@code bytes}, opened from this image, still have the digests of their segments,
   * and lets followers read each as soon as it is known to.
   */
  boolean isSound(FileBytes bytes, Progress progress) throws IOException, InterruptedException {
    RangeDigester digester = new RangeDigester(bytes.first(table.size()), progress);
    for (Segment segment : table.segments()) {
      if (!digester.sha256(segment.offset(), segment.end()).equals(segment.digest().sha256())) {
        return false;
      }
      progress.add(segment.length());
      progress.publish(segment);
    }
    return true;
  }
}
