package dev.jerboa.runtime.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Reads small pieces anywhere in a file. */
final class SourceReader implements Closeable {
  private final FileChannel channel;
  private final long size;

  SourceReader(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /** Returns up to {@code count} bytes in little-endian order, fewer at the end of the file. */
  ByteBuffer at(long position, int count) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (piece.hasRemaining() && channel.read(piece, position + piece.position()) > 0) {
      // a read may return less than was asked for
    }
    return piece.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
