package dev.jerboa.runtime.image;

import dev.jerboa.api.files.ByteSource;
import dev.jerboa.api.files.FileBacked;
import dev.jerboa.api.files.FileBacked.Region;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes of a file that may grow, but must not change.
 *
 * <p>Reads with a {@link RandomAccessFile}, since a channel would be closed for all its readers
 * when one of them is interrupted.
 */
final class FileBytes implements Closeable {
  private static final int BUFFER = 64 << 10;

  private final RandomAccessFile file;
  private final Path path;
  private final Runnable guard;

  /**
   * @param guard throws if the file was changed; asked after each read
   */
  FileBytes(Path path, Runnable guard) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
    this.path = path;
    this.guard = guard;
  }

  /** Returns the first {@code size} bytes of the file, which it must have by now. */
  ByteSource first(long size) {
    return new First(this, size);
  }

  private int read(long position, ByteBuffer target, long end) throws IOException {
    if (position >= end) {
      return -1;
    }
    int wanted = (int) Math.min(target.remaining(), end - position);
    int count =
        target.hasArray() ? toArray(position, target, wanted) : copy(position, target, wanted);
    guard.run();
    if (count < 0) {
      throw new IOException("%s ends before byte %d of %d".formatted(path, position, end));
    }
    return count;
  }

  private int toArray(long position, ByteBuffer target, int wanted) throws IOException {
    int count = read(position, target.array(), target.arrayOffset() + target.position(), wanted);
    target.position(target.position() + Math.max(0, count));
    return count;
  }

  private int copy(long position, ByteBuffer target, int wanted) throws IOException {
    byte[] bytes = new byte[Math.min(wanted, BUFFER)];
    int count = read(position, bytes, 0, bytes.length);
    target.put(bytes, 0, Math.max(0, count));
    return count;
  }

  private synchronized int read(long position, byte[] bytes, int offset, int length)
      throws IOException {
    file.seek(position);
    return file.read(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private Optional<Region> region(long position, long most, long end) {
    guard.run();
    long length = Math.min(most, end - position);
    return length <= 0
        ? Optional.empty()
        : Optional.of(new Region(file.getChannel(), position, length));
  }

  private record First(FileBytes file, long size) implements ByteSource, FileBacked {
    @Override
    public Optional<Region> region(long position, long most) {
      return file.region(position, most, size);
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
      return file.read(position, target, size);
    }
  }
}
