package dev.jerboa.runtime.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Walks over the frames of a zstd or lz4 file without decoding them. */
final class FrameCursor implements Closeable {
  /** The lowest of the 16 magic numbers of frames that decoders skip (RFC 8878, 3.1.2). */
  private static final int SKIPPABLE = 0x184D2A50;

  private final Path path;
  private final String format;
  private final SourceReader reader;
  private long position;

  FrameCursor(SourceFile source, String format) throws IOException {
    this.path = source.path();
    this.format = format;
    this.reader = source.reader();
  }

  /** Says whether a file that begins like this begins with a frame that decoders skip. */
  static boolean isSkippable(byte[] head) {
    return head.length >= Integer.BYTES
        && isSkippable(ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  private static boolean isSkippable(int magic) {
    return (magic & ~0xF) == SKIPPABLE;
  }

  long position() {
    return position;
  }

  boolean atEnd() {
    return position == reader.size();
  }

  /** Reads {@code count} bytes; {@code what} names them if they are missing. */
  ByteBuffer take(int count, String what) throws IOException {
    ByteBuffer piece = reader.at(position, count);
    if (piece.remaining() < count) {
      throw truncated(what);
    }
    position += count;
    return piece;
  }

  /** Passes over {@code count} bytes; {@code what} names them if they are missing. */
  void skip(long count, String what) {
    if (count > reader.size() - position) {
      throw truncated(what);
    }
    position += count;
  }

  /**
   * Passes over frames that decoders skip and over the magic number of the next frame.
   *
   * @return the magic number, or 0 at the end of the file
   */
  int nextMagic() throws IOException {
    while (!atEnd()) {
      long start = position;
      if (start > 0 && reader.size() - start < Integer.BYTES) {
        throw ImageErrors.trailing(path, format, start);
      }
      int magic = take(Integer.BYTES, "a frame header").getInt();
      if (!isSkippable(magic)) {
        return magic;
      }
      long length = Integer.toUnsignedLong(take(Integer.BYTES, "a frame length").getInt());
      skip(length, "the rest of a skippable frame");
    }
    return 0;
  }

  /** Says that the file goes on with something that is no frame. */
  RuntimeException trailing(long start) {
    return ImageErrors.trailing(path, format, start);
  }

  RuntimeException corrupt(String why) {
    return ImageErrors.corrupt(path, format, "at byte " + position, why);
  }

  private RuntimeException truncated(String what) {
    return ImageErrors.truncated(path, format, reader.size(), what);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
