package dev.jerboa.runtime.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SeekableXZInputStream;

/**
 * Decodes the blocks of an xz file on several threads and gives their bytes in order.
 *
 * <p>Only a few blocks are decoded ahead, so that memory stays bounded. Used by one thread.
 */
final class ParallelXz extends InputStream {
  private static final long LARGEST_BLOCK = 64L << 20;
  private static final long BUFFERS = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
  private static final int PIECE = 1 << 20;

  private final SourceFile source;
  private final Progress progress;
  private final int width;
  private final int blocks;
  private final Queue<SeekableXZInputStream> idle = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;
  private final Deque<Future<byte[]>> ahead = new ArrayDeque<>();
  private volatile boolean closed;
  private int started;
  private byte[] current = {};
  private int at;

  private ParallelXz(SourceFile source, Progress progress, int width, int blocks) {
    this.source = source;
    this.progress = progress;
    this.width = width;
    this.blocks = blocks;
    this.threads =
        Executors.newFixedThreadPool(
            width, Thread.ofPlatform().daemon().name("xz-decoder-", 0).factory());
  }

  /** Opens a file, or nothing if one thread decodes it as well. */
  static Optional<InputStream> open(SourceFile source, Progress progress) throws IOException {
    int blocks;
    int width;
    try (SeekableXZInputStream xz = XzStructure.open(source, XzStructure.MEMORY_KIB)) {
      blocks = xz.getBlockCount();
      width = width(xz.getLargestBlockSize(), blocks, Runtime.getRuntime().availableProcessors());
    }
    if (width < 2) {
      return Optional.empty();
    }
    ParallelXz decoder = new ParallelXz(source, progress, width, blocks);
    try {
      decoder.openAll();
      return Optional.of(decoder);
    } catch (IOException e) {
      decoder.close();
      throw e;
    }
  }

  /** Returns how many threads are worth it, and do not take too much memory. */
  static int width(long largestBlock, int blocks, int processors) {
    if (largestBlock > LARGEST_BLOCK) {
      return 1;
    }
    // one more block is there: the one that is read
    long fitting = BUFFERS / Math.max(1, largestBlock) - 1;
    return (int) Math.min(fitting, Math.min(blocks, processors));
  }

  private void openAll() throws IOException {
    for (int i = 0; i < width; i++) {
      idle.add(XzStructure.open(source, XzStructure.MEMORY_KIB / width));
    }
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
    current = new byte[0];
    at = 0;
    while (started < blocks && ahead.size() < width) {
      int block = started++;
      ahead.add(threads.submit(() -> decode(block)));
    }
    if (ahead.isEmpty()) {
      return false;
    }
    current = await(ahead.remove());
    return true;
  }

  private static byte[] await(Future<byte[]> block) throws IOException {
    try {
      return block.get();
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

  private byte[] decode(int block) throws IOException {
    SeekableXZInputStream decoder = idle.remove();
    try {
      return decode(decoder, block);
    } catch (MemoryLimitException e) {
      return decodeAlone(block);
    } finally {
      idle.add(decoder);
    }
  }

  /** Decodes a block whose dictionary is too large for all threads to have one. */
  private synchronized byte[] decodeAlone(int block) throws IOException {
    try (SeekableXZInputStream decoder = XzStructure.open(source, XzStructure.MEMORY_KIB)) {
      return decode(decoder, block);
    }
  }

  private byte[] decode(SeekableXZInputStream decoder, int block) throws IOException {
    byte[] bytes = new byte[(int) decoder.getBlockSize(block)];
    decoder.seekToBlock(block);
    int done = 0;
    while (done < bytes.length && !closed) {
      progress.requireWanted();
      int count = decoder.read(bytes, done, Math.min(PIECE, bytes.length - done));
      if (count < 0) {
        throw new EOFException("block %d is too short".formatted(block));
      }
      done += count;
    }
    return bytes;
  }

  /** Ends the threads, which notice within a piece's work. */
  @Override
  public void close() throws IOException {
    closed = true;
    threads.shutdownNow();
    threads.close();
    for (SeekableXZInputStream decoder : idle) {
      decoder.close();
    }
  }
}
