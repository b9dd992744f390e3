package dev.jerboa.runtime.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Writes a file from its start to its end, leaving holes where there is nothing but zeros. */
final class SparseFile implements Closeable {
  private static final int BLOCK = 64 << 10;

  private final Path path;
  private final RandomAccessFile file;
  private final Predicate<IOException> room;
  private long size;

  /**
   * @param room makes room after a write that failed, and says whether it did
   */
  SparseFile(Path path, Predicate<IOException> room) {
    this.path = path;
    this.room = room;
    try {
      this.file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      throw ImageErrors.unwritten(path, 0, e);
    }
  }

  void write(byte[] buffer, int count) {
    while (!isWritten(buffer, count)) {
      // there is more room now
    }
    size += count;
  }

  private boolean isWritten(byte[] buffer, int count) {
    try {
      for (int from = 0; from < count; ) {
        int to = endOfData(buffer, from, count);
        if (to > from) {
          file.seek(size + from);
          file.write(buffer, from, to - from);
        }
        from = to + BLOCK;
      }
      if (file.length() < size + count) {
        file.setLength(size + count);
      }
      return true;
    } catch (IOException e) {
      if (!room.test(e)) {
        throw ImageErrors.unwritten(path, count, e);
      }
      return false;
    }
  }

  /** Returns where the first block of zeros from {@code from} on begins, or {@code count}. */
  private static int endOfData(byte[] buffer, int from, int count) {
    int at = from;
    while (at < count && !Zeros.only(buffer, at, Math.min(BLOCK, count - at))) {
      at += BLOCK;
    }
    return Math.min(at, count);
  }

  /** Brings the file to the disk. */
  void finish() {
    try {
      file.getFD().sync();
    } catch (IOException e) {
      throw ImageErrors.unwritten(path, 0, e);
    }
  }

  /** Opens the file for others to read what is written, and will be. */
  FileBytes reader() throws IOException {
    return new FileBytes(path, () -> {});
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw ImageErrors.unwritten(path, 0, e);
    }
  }
}
