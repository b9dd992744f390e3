package dev.jerboa.runtime.transfer;

import dev.jerboa.api.files.ByteSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A text that is served. */
public final class TextSource implements ByteSource {
  private final byte[] bytes;

  public TextSource(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(long position, ByteBuffer target) {
    int count = (int) Math.min(target.remaining(), bytes.length - position);
    if (count <= 0) {
      return -1;
    }
    target.put(bytes, (int) position, count);
    return count;
  }
}
