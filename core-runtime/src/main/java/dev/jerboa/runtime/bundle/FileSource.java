package dev.jerboa.runtime.bundle;

import dev.jerboa.api.files.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file that was opened once: replacing the file on disk changes nothing. */
final class FileSource implements ByteSource, AutoCloseable {
  private final FileChannel channel;
  private final long size;

  FileSource(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    size = channel.size();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, ByteBuffer target) throws IOException {
    return position >= size ? -1 : channel.read(target, position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
