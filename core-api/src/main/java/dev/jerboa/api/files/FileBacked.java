package dev.jerboa.api.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * Content that lies in a file, for those who hand it to the network without looking at it
 * (sendfile(2)).
 */
public interface FileBacked {
  /**
   * Returns where bytes from {@code position} on lie, waiting for those that are still being
   * produced.
   *
   * @param most how many bytes are wanted
   * @return nothing if they lie in no file, and must be read
   */
  Optional<Region> region(long position, long most) throws IOException, InterruptedException;

  /**
   * Bytes in a file.
   *
   * @param channel stays open, and belongs to others: a thread that uses it must not be interrupted
   *     then, since that would close it for all
   * @param position of the first of them
   * @param length at least 1
   */
  record Region(FileChannel channel, long position, long length) {}
}
