package dev.jerboa.runtime.flash;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.flash.PreparedImage;
import dev.jerboa.api.flash.Segment;
import dev.jerboa.runtime.digest.SegmentHasher;
import dev.jerboa.runtime.transfer.Extent;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Digests pieces of an image that are shorter than its segments. */
final class ImageContent {
  private final PreparedImage image;

  ImageContent(PreparedImage image) {
    this.image = image;
  }

  /** Returns a piece as a segment of its own, which fits into memory. */
  Segment digested(Extent piece) throws InterruptedException {
    byte[] bytes = bytes(piece.offset(), (int) piece.length());
    SegmentHasher hasher = new SegmentHasher();
    hasher.update(bytes, 0, bytes.length);
    return new Segment(piece.offset(), piece.length(), piece.kind(), hasher.finish());
  }

  private byte[] bytes(long offset, int length) throws InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      while (bytes.hasRemaining()) {
        int count = image.read(offset + bytes.position(), bytes);
        if (count < 0) {
          throw new EOFException("the image ends before byte " + (offset + length));
        }
      }
    } catch (IOException e) {
      throw JerboaException.of(
              ErrorClass.IMAGE,
              "unreadable",
              "The prepared image cannot be read: " + e.getMessage())
          .hint("Check the disk that holds it.")
          .causedBy(e);
    }
    return bytes.array();
  }
}
