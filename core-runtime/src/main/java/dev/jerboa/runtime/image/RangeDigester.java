package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.runtime.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Digests ranges of an image for as long as anybody wants it. Not safe for several threads. */
final class RangeDigester {
  private static final int BUFFER = 1 << 20;

  private final ByteSource image;
  private final Progress progress;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

  RangeDigester(ByteSource image, Progress progress) {
    this.image = image;
    this.progress = progress;
  }

  /** Returns the SHA-256 of the bytes from {@code offset} to {@code end}, which are all there. */
  String sha256(long offset, long end) throws IOException, InterruptedException {
    MessageDigest digest = Sha256.start();
    long position = offset;
    while (position < end) {
      progress.requireWanted();
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int count = image.read(position, buffer);
      digest.update(buffer.flip());
      position += count;
    }
    return Sha256.finish(digest);
  }
}
