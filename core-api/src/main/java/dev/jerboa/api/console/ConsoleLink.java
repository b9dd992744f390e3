package dev.jerboa.api.console;

import java.io.IOException;
import java.time.Duration;

/**
 * An open console line: bytes in, bytes out.
 *
 * <p>One thread reads, one writes; {@link #close} may come from any thread and ends a read.
 */
public interface ConsoleLink extends AutoCloseable {
  /**
   * Reads what has arrived, waiting for the first byte for at most {@code wait}.
   *
   * @return the number of bytes, 0 if none came in time, -1 if the line is lost
   */
  int read(byte[] buffer, Duration wait) throws IOException;

  /**
   * Writes all the bytes at the pace the line is configured for.
   *
   * @throws IOException if the line is lost or took only part of them
   */
  void write(byte[] bytes) throws IOException, InterruptedException;

  /** Gives the line back. Idempotent. */
  @Override
  void close();
}
