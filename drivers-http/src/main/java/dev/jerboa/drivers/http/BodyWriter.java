package dev.jerboa.drivers.http;

import dev.jerboa.api.files.ServeListener;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Sends content with its exact length, or breaks the connection in the middle. */
final class BodyWriter {
  /** Larger writes were slower: the bytes leave the processor's cache. */
  private static final int CHUNK = 64 * 1024;

  private static final byte[] NOTHING = {};

  private final Journal journal;
  private final ServeListener listener;

  BodyWriter(Journal journal, ServeListener listener) {
    this.journal = journal;
    this.listener = listener;
  }

  /** Sends {@code length} bytes of a slice, from {@code first} on. */
  void send(ServerResponse response, Slice slice, long first, long length) {
    response.contentLength(length);
    if (length == 0) {
      response.send(NOTHING);
      return;
    }
    try {
      // not closed on failure: closing completes the answer
      OutputStream out = response.outputStream();
      copy(slice, first, length, out);
      out.close();
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the client has left " + slice.label(), e);
    }
  }

  private void copy(Slice slice, long first, long length, OutputStream out) throws IOException {
    byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
    long done = 0;
    while (done < length) {
      int wanted = (int) Math.min(chunk.length, length - done);
      int count = read(slice, first + done, ByteBuffer.wrap(chunk, 0, wanted));
      out.write(chunk, 0, count);
      done += count;
      journal.sent(count);
      listener.sent(slice.file().name(), count);
    }
  }

  private int read(Slice slice, long position, ByteBuffer target) {
    long place = slice.offset() + position;
    try {
      int count = slice.file().content().read(place, target);
      if (count <= 0) {
        throw new EOFException("it ends early");
      }
      return count;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("interrupted", e);
    } catch (IOException | RuntimeException e) {
      String what = slice.file().name() + " cannot be read at " + place + ": " + e.getMessage();
      journal.failure(what);
      throw new CloseConnectionException(what, e);
    }
  }
}
