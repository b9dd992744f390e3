package dev.jerboa.runtime.console;

import dev.jerboa.api.Deadline;
import dev.jerboa.api.console.Console;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;

/** A console line whose other end is played by a test. */
public final class ScriptedLink implements Console, ConsoleLink {
  /** The board's end of the line. */
  @FunctionalInterface
  public interface Peer {
    /** Gets what the host wrote, on the thread that wrote it. */
    void typed(byte[] bytes);
  }

  private static final byte[] LOST = new byte[0];

  private final BlockingDeque<byte[]> toHost = new LinkedBlockingDeque<>(256);
  private volatile Optional<Peer> peer = Optional.empty();
  private volatile boolean closed;
  private byte[] rest = new byte[0];

  public void connect(Peer board) {
    peer = Optional.of(board);
  }

  /** Makes a session that has this line and keeps no transcript. */
  public LineSession session() throws InterruptedException {
    LineSession session = new LineSession(this, Transcript.none());
    session.connect(Deadline.seconds(1));
    return session;
  }

  /** Prints on the board, waiting while the host does not read. */
  public void print(byte[] bytes) {
    try {
      if (bytes.length > 0 && !closed) {
        toHost.put(bytes.clone());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void print(String text) {
    print(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Ends the line as a cable that is pulled. */
  public void unplug() {
    toHost.add(LOST);
  }

  @Override
  public ConsoleLink connect(Deadline deadline) {
    closed = false;
    toHost.remove(LOST);
    return this;
  }

  @Override
  public boolean needsPower() {
    return false;
  }

  @Override
  public int read(byte[] buffer, Duration wait) throws IOException {
    try {
      byte[] bytes = rest.length > 0 ? rest : toHost.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
      if (bytes == null) {
        return closed ? -1 : 0;
      }
      if (bytes.length == 0) {
        return -1;
      }
      int count = Math.min(bytes.length, buffer.length);
      System.arraycopy(bytes, 0, buffer, 0, count);
      rest = Arrays.copyOfRange(bytes, count, bytes.length);
      return count;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    peer.ifPresent(board -> board.typed(bytes));
  }

  @Override
  public void close() {
    closed = true;
    toHost.offer(LOST); // wakes the reader
  }
}
