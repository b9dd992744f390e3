package dev.jerboa.runtime.image;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Writes a file from its start to its end, leaving holes where there is nothing but zeros. */
final class SparseFile implements Closeable {
  private static final int BLOCK = 64 << 10;

  private final Path path;
  private final RandomAccessFile file;
  private long size;

  SparseFile(Path path) {
    this.path = path;
    try {
      this.file = new RandomAccessFile(path.toFile(), "rw");
    } catch (IOException e) {
      throw failure(path, 0, e);
    }
  }

  void write(byte[] buffer, int count) {
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
    } catch (IOException e) {
      throw failure(path, count, e);
    }
    size += count;
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
      throw failure(path, 0, e);
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
      throw failure(path, 0, e);
    }
  }

  /** Refuses to start what cannot fit: {@code need} bytes in the file system of {@code folder}. */
  static void requireSpace(Path folder, long need) throws IOException {
    long have = Files.getFileStore(folder).getUsableSpace();
    if (have < need) {
      throw diskFull(folder, need, have);
    }
  }

  private static JerboaException failure(Path path, long need, IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (!text.contains("no space left") && !text.contains("quota exceeded")) {
      return ImageErrors.cache(path, e);
    }
    return diskFull(path.getParent(), need, path.getParent().toFile().getUsableSpace()).causedBy(e);
  }

  private static JerboaException diskFull(Path folder, long need, long have) {
    return JerboaException.of(
            ErrorClass.FETCH,
            "disk-full",
            "the disk of the image cache %s is full: %d bytes more are needed at least, %d are free"
                .formatted(folder, need, have))
        .hint("Remove old images from the cache, or put the cache on a larger disk.");
  }
}
