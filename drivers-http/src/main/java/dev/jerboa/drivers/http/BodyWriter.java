package dev.jerboa.drivers.http;

import dev.jerboa.api.files.FileBacked;
import dev.jerboa.api.files.FileBacked.Region;
import dev.jerboa.api.files.ServeListener;
import dev.jerboa.drivers.http.Answer.Body.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Sends content with its exact length, or fails in the middle. */
final class BodyWriter {
  /** Larger ones were slower: the bytes leave the processor's cache. */
  private static final int CHUNK = 64 * 1024;

  /** A slow client must take so much within the time limit for idle ones. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  private final Journal journal;
  private final ServeListener listener;

  BodyWriter(Journal journal, ServeListener listener) {
    this.journal = journal;
    this.listener = listener;
  }

  /** Says that the content is in the way, not the client. */
  static final class ContentException extends Exception {
    private static final long serialVersionUID = 1;

    ContentException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Sends a head and the content behind it; not even the head if the content fails at once.
   *
   * @throws ContentException which the journal knows, too
   */
  void send(byte[] head, Content content, Sink sink)
      throws IOException, ContentException, InterruptedException {
    int room = (int) Math.min(CHUNK, content.length()) + head.length;
    ByteBuffer buffer = ByteBuffer.allocate(room).put(head);
    long done = content.length() == 0 ? 0 : read(content, 0, buffer);
    sink.write(buffer.flip());
    sent(content, done);
    while (done < content.length()) {
      Optional<Region> region = region(content, done);
      long count =
          region.isPresent() ? sink.transfer(region.get()) : copy(content, done, buffer, sink);
      if (count <= 0) {
        throw failure(content, done, new EOFException("it ends early"));
      }
      sent(content, count);
      done += count;
    }
  }

  private void sent(Content content, long count) {
    if (count > 0) {
      journal.sent(count);
      listener.sent(content.slice().file().name(), count);
    }
  }

  private long copy(Content content, long done, ByteBuffer buffer, Sink sink)
      throws IOException, ContentException, InterruptedException {
    long count = read(content, done, buffer.clear());
    sink.write(buffer.flip());
    return count;
  }

  private long read(Content content, long done, ByteBuffer buffer)
      throws ContentException, InterruptedException {
    int wanted = (int) Math.min(buffer.remaining(), content.length() - done);
    buffer.limit(buffer.position() + Math.min(wanted, CHUNK));
    try {
      int count = content.slice().file().content().read(place(content, done), buffer);
      if (count <= 0) {
        throw new EOFException("it ends early");
      }
      return count;
    } catch (IOException | RuntimeException e) {
      throw failure(content, done, e);
    }
  }

  private Optional<Region> region(Content content, long done)
      throws ContentException, InterruptedException {
    if (!(content.slice().file().content() instanceof FileBacked file)) {
      return Optional.empty();
    }
    try {
      return file.region(place(content, done), Math.min(MOST_AT_ONCE, content.length() - done));
    } catch (IOException | RuntimeException e) {
      throw failure(content, done, e);
    }
  }

  private static long place(Content content, long done) {
    return content.slice().offset() + content.first() + done;
  }

  private ContentException failure(Content content, long done, Exception e) {
    String name = content.slice().file().name();
    String what = name + " cannot be read at " + place(content, done) + ": " + e.getMessage();
    journal.failure(what);
    return new ContentException(what, e);
  }
}
