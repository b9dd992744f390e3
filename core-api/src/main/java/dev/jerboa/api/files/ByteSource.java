package dev.jerboa.api.files;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes of a known length that do not change, read at any position by any thread. */
public interface ByteSource {
  /** Returns the length in bytes. */
  long size();

  /**
   * Fills {@code target} from {@code position}, waiting for bytes that are still being produced.
   *
   * @return the number of bytes read, at least 1, or -1 at the end
   */
  int read(long position, ByteBuffer target) throws IOException, InterruptedException;
}
