package dev.jerboa.drivers.http;

import dev.jerboa.api.files.FileBacked.Region;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of an answer go. */
interface Sink {
  /** Sends all that is left in a buffer. */
  void write(ByteBuffer bytes) throws IOException;

  /** Sends bytes of a file, and returns how many; none if the file has no more. */
  long transfer(Region region) throws IOException;
}
