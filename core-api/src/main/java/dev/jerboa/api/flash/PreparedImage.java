package dev.jerboa.api.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.files.ByteSource;
import java.util.List;
import java.util.OptionalLong;

/**
 * An image decoded to plain bytes, cut into segments; decoding may still be under way.
 *
 * <p>Reads wait for the bytes they ask for. Safe for use by several threads.
 */
public interface PreparedImage extends AutoCloseable {
  /** Returns the decoded size where the source states it, before decoding has ended. */
  OptionalLong announcedSize();

  /**
   * Waits until the whole image is decoded and checked.
   *
   * @throws dev.jerboa.api.JerboaException of class {@code IMAGE} if it is damaged, or {@code
   *     image.slow} if the deadline passes first
   */
  void awaitComplete(Deadline deadline) throws InterruptedException;

  /** Fails as {@link #awaitComplete} would if decoding has failed already; does not wait. */
  void requireSound();

  /** Returns the decoded size in bytes. Waits like {@link #awaitComplete}. */
  long size() throws InterruptedException;

  /**
   * Returns all segments in order; together they cover the image. Waits until complete.
   *
   * <p>Each starts at a multiple of 1 MiB and has at most 16 MiB. An odd end of the image, less
   * than 4 KiB, is a segment of its own wherever it starts.
   */
  List<Segment> segments() throws InterruptedException;

  /** Returns for people, a line each, why segments are free. Waits until complete. */
  List<String> notes() throws InterruptedException;

  /** Returns the SHA-256 of the decoded bytes. Waits until complete. */
  String sha256() throws InterruptedException;

  /** Returns the decoded bytes. Waits until complete, since the length must be known. */
  ByteSource content() throws InterruptedException;

  /** Returns how many bytes are decoded so far. */
  long decoded();

  /** Returns a word on the source for people: {@code xz, 72 MB}. */
  String description();

  /** Ends decoding and gives the file back; what is complete stays in the cache. */
  @Override
  void close();
}
