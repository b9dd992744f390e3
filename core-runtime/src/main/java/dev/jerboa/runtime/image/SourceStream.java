package dev.jerboa.runtime.image;

import dev.jerboa.runtime.digest.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;

/** Reads a source file once, digesting it on the way, until it ends or nobody wants it. */
final class SourceStream extends FilterInputStream {
  private final SourceFile source;
  private final MessageDigest digest = Sha256.start();
  private final Progress progress;

  SourceStream(SourceFile source, Progress progress) throws IOException {
    super(Files.newInputStream(source.realPath()));
    this.source = source;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    return OneByte.of(this);
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    progress.requireWanted();
    try {
      int count = in.read(target, offset, length);
      digest.update(target, offset, Math.max(0, count));
      return count;
    } catch (IOException e) {
      throw source.unreadable(e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 64 << 10)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** Reads what the decoder left and returns the digest of the whole file. */
  String sha256() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return Sha256.finish(digest);
  }
}
