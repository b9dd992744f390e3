package dev.jerboa.runtime.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Bytes that are made on threads of their own, while the reader works with what came before.
 *
 * <p>Only a few pieces are made ahead, so that memory stays bounded. Used by one thread.
 */
final class AheadStream extends InputStream {
  /** What is read ahead of a stream. */
  private static final int PIECE = 1 << 20;

  private final Work work;
  private final int most;
  private final ExecutorService threads;
  private final Deque<Future<byte[]>> ahead = new ArrayDeque<>();
  private byte[] current = {};
  private int at;

  /**
   * Starts nothing yet.
   *
   * @param most how many pieces are made ahead at the most
   */
  private AheadStream(Work work, int most, ExecutorService threads) {
    this.work = work;
    this.most = most;
    this.threads = threads;
  }

  /** Makes as many pieces at once as there are threads. */
  static AheadStream parallel(Work work, int threads) {
    return new AheadStream(work, threads, pool("decoder-parallel-", threads));
  }

  /** Reads a stream ahead, and closes it with this. */
  static AheadStream of(InputStream in) {
    return new AheadStream(new Pieces(in), 2, pool("decoder-ahead-", 1));
  }

  private static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads, Thread.ofPlatform().daemon().name(name, 0).factory());
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == current.length) {
      if (!next()) {
        return -1;
      }
    }
    int count = Math.min(length, current.length - at);
    System.arraycopy(current, at, target, offset, count);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    current = new byte[0]; // or one more than is meant would be in memory
    at = 0;
    start();
    if (ahead.isEmpty()) {
      return false;
    }
    current = await(ahead.element()); // one that failed stays, and fails again
    ahead.remove();
    start();
    return true;
  }

  private void start() {
    while (ahead.size() < most && work.hasNext()) {
      ahead.add(threads.submit(work.next()));
    }
  }

  private static byte[] await(Future<byte[]> piece) throws IOException {
    try {
      return piece.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("decoding was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        default -> throw new IOException(e.getCause());
      }
    }
  }

  /** Interrupts the threads and waits for their end. */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    threads.close();
    work.close();
  }

  /** The tasks that make the bytes, in order; closed when no thread is at any of them any more. */
  interface Work extends Iterator<Callable<byte[]>>, Closeable {}

  /** A stream in pieces, for one thread. */
  private static final class Pieces implements Work {
    private final InputStream in;
    private volatile boolean ended;

    Pieces(InputStream in) {
      this.in = in;
    }

    @Override
    public boolean hasNext() {
      return !ended;
    }

    @Override
    public Callable<byte[]> next() {
      return this::piece;
    }

    private byte[] piece() throws IOException {
      byte[] bytes = ended ? new byte[0] : in.readNBytes(PIECE);
      ended = bytes.length < PIECE;
      return bytes;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
