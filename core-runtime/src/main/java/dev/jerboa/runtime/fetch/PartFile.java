package dev.jerboa.runtime.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A file that is not all there yet, and the version of which it is a part. Both outlive the
 * process, so that the next one goes on from there.
 *
 * <p>Written by one thread at a time; its size may be asked for by any.
 */
public final class PartFile implements AutoCloseable {
  private final Path file;
  private final Path about;
  private final FileChannel channel;
  private final Predicate<IOException> room;
  private final AtomicLong size = new AtomicLong();
  private Version version = Version.UNKNOWN;

  /**
   * Opens a part that an earlier process may have left, or begins one. The caller closes it.
   *
   * @param room makes room after a write that failed, and says whether it did
   */
  public PartFile(Path file, Predicate<IOException> room) throws IOException {
    this.file = file;
    this.room = room;
    this.about = file.resolveSibling(file.getFileName() + ".version");
    if (Files.exists(about)) {
      version = Version.parse(Files.readString(about)).orElse(Version.UNKNOWN);
    }
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    size.set(channel.size());
    channel.position(size.get());
  }

  /** Says that the disk is in the way, not the network. */
  static final class DiskException extends IOException {
    private static final long serialVersionUID = 1;

    DiskException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Returns how many bytes are there. */
  public long size() {
    return size.get();
  }

  Version version() {
    return version;
  }

  /** Drops what is there, and begins with another version. */
  void restart(Version of) throws DiskException {
    try {
      channel.truncate(0);
      channel.position(0);
      size.set(0);
      version = of;
      Files.writeString(about, of.toText());
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }

  void append(ByteBuffer bytes) throws DiskException {
    while (bytes.hasRemaining()) {
      try {
        size.addAndGet(channel.write(bytes));
      } catch (IOException e) {
        if (!room.test(e)) {
          throw new DiskException(e);
        }
      }
    }
  }

  /** Brings everything to the disk and gives the file its final name. */
  public void moveTo(Path place) throws IOException {
    channel.force(true);
    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(about);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
