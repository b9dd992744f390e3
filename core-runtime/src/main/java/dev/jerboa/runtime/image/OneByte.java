package dev.jerboa.runtime.image;

import java.io.IOException;
import java.io.InputStream;

/** The next byte of a stream that knows how to read several. */
final class OneByte {
  private OneByte() {}

  /** Returns what {@link InputStream#read()} should. */
  static int of(InputStream in) throws IOException {
    byte[] one = new byte[1];
    return in.read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }
}
