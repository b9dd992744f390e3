package dev.jerboa.api.flash;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.files.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * An image decoded to plain bytes, cut into segments; decoding may still be under way.
 *
 * <p>A follower needs not wait for the end: it takes the data by {@link #awaitData} and the bytes
 * by {@link #read} as they come, and what lies between the data from {@link #segments} at the end.
 * What it was given never changes. But only {@link #awaitComplete} proves that the bytes are the
 * image's: a follower must fail if that does, even if it got all bytes.
 *
 * <p>Safe for use by several threads. Whoever waits is woken when the image is closed, by a {@link
 * dev.jerboa.api.CancelledException} unless decoding had ended.
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

  /**
   * Waits until the whole image is decoded and checked, but not longer than told.
   *
   * @return whether it is
   * @throws dev.jerboa.api.JerboaException of class {@code IMAGE} if it is damaged
   */
  boolean completeWithin(Duration most) throws InterruptedException;

  /** Fails as {@link #awaitComplete} would if decoding has failed already; does not wait. */
  void requireSound();

  /**
   * Returns the segments of data that are decoded, in order, without the first {@code first} of
   * them; waits until there is one.
   *
   * <p>They are those of {@link #segments} of this kind. Which of the zeros between them are free
   * is not known before the end.
   *
   * @param first how many segments of data the caller has already
   * @return an empty list if there are no more and the image is complete, or the deadline passed
   * @throws dev.jerboa.api.JerboaException of class {@code IMAGE} if the image is damaged
   */
  List<Segment> awaitData(int first, Deadline deadline) throws InterruptedException;

  /**
   * Reads bytes from {@code position} on, waiting until one is decoded, however long that takes.
   *
   * @return the number of bytes read, at least 1, or -1 at the end of the complete image
   * @throws dev.jerboa.api.JerboaException of class {@code IMAGE} if decoding fails
   */
  int read(long position, ByteBuffer target) throws IOException, InterruptedException;

  /** Returns the decoded size in bytes. Waits like {@link #awaitComplete}. */
  long size() throws InterruptedException;

  /**
   * Returns all segments in order; together they cover the image. Waits until complete.
   *
   * <p>Each starts at a multiple of 1 MiB and has at most 4 MiB. An odd end of the image, less than
   * 4 KiB, is a segment of its own wherever it starts.
   */
  List<Segment> segments() throws InterruptedException;

  /** Returns for people, a line each, why segments are free or none is. Waits until complete. */
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
