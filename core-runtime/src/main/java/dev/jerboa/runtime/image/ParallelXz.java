package dev.jerboa.runtime.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.SeekableXZInputStream;

/** Decodes the blocks of an xz file on several threads, each of which reads the file itself. */
final class ParallelXz implements AheadStream.Work {
  private static final long LARGEST_BLOCK = 64L << 20;
  private static final long BUFFERS = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
  private static final int PIECE = 1 << 20;

  private final SourceFile source;
  private final Progress progress;
  private final int width;
  private final int blocks;
  private final Queue<SeekableXZInputStream> idle = new ConcurrentLinkedQueue<>();
  private int started;

  private ParallelXz(SourceFile source, Progress progress, int width, int blocks) {
    this.source = source;
    this.progress = progress;
    this.width = width;
    this.blocks = blocks;
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
      return Optional.of(AheadStream.parallel(decoder, width));
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
  public boolean hasNext() {
    return started < blocks;
  }

  @Override
  public Callable<byte[]> next() {
    int block = started++;
    return () -> decode(block);
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
    while (done < bytes.length && !Thread.currentThread().isInterrupted()) {
      progress.requireWanted();
      int count = decoder.read(bytes, done, Math.min(PIECE, bytes.length - done));
      if (count < 0) {
        throw new EOFException("block %d is too short".formatted(block));
      }
      done += count;
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    for (SeekableXZInputStream decoder : idle) {
      decoder.close();
    }
  }
}
