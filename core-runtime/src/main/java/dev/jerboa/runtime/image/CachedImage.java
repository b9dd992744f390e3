package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A decoded image in the cache.
 *
 * @param file the decoded bytes, with holes for zeros
 */
record CachedImage(Path file, SegmentTable table) {
  private static final int BUFFER = 1 << 20;

  FileBytes open() throws IOException {
    return new FileBytes(file, () -> {});
  }

  /**
   * Says whether {@code bytes}, opened from this image, still have the digests of their segments,
   * and lets followers read each as soon as it is known to.
   */
  boolean isSound(FileBytes bytes, Progress progress) throws IOException, InterruptedException {
    ByteSource content = bytes.first(table.size());
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (Segment segment : table.segments()) {
      if (!digest(content, segment, buffer, progress).equals(segment.sha256())) {
        return false;
      }
      progress.add(segment.length());
      progress.publish(segment);
    }
    return true;
  }

  private static String digest(
      ByteSource content, Segment segment, ByteBuffer buffer, Progress progress)
      throws IOException, InterruptedException {
    MessageDigest digest = Sha256.start();
    long position = segment.offset();
    while (position < segment.end()) {
      progress.requireWanted();
      buffer.clear().limit((int) Math.min(buffer.capacity(), segment.end() - position));
      int count = content.read(position, buffer);
      digest.update(buffer.flip());
      position += count;
    }
    return Sha256.finish(digest);
  }
}
