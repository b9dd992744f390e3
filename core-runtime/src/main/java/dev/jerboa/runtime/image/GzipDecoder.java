package dev.jerboa.runtime.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Decodes all members of a gzip file and refuses what follows them.
 *
 * <p>The platform's decoder takes everything after a member that is no whole header of another as
 * the end, so a file cut within its second member's header would pass for complete.
 */
final class GzipDecoder extends GZIPInputStream {
  private static final int BUFFER = 64 << 10;
  private static final int TRAILER = 8;

  private final CountingInput source;
  private long filledTo;

  GzipDecoder(InputStream in) throws IOException {
    this(new CountingInput(in));
  }

  private GzipDecoder(CountingInput source) throws IOException {
    super(source, BUFFER);
    this.source = source;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filledTo = source.count;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count < 0) {
      requireEnd();
    }
    return count;
  }

  private void requireEnd() throws IOException {
    long end = filledTo - inf.getRemaining() + TRAILER;
    source.transferTo(OutputStream.nullOutputStream());
    if (source.count != end) {
      throw new TrailingBytesException(end);
    }
  }

  /** Says where the bytes begin that belong to no member. */
  static final class TrailingBytesException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long position;

    TrailingBytesException(long position) {
      super("bytes after the last member");
      this.position = position;
    }

    long position() {
      return position;
    }
  }

  private static final class CountingInput extends FilterInputStream {
    private long count;

    CountingInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = in.read(target, offset, length);
      count += Math.max(0, got);
      return got;
    }
  }
}
