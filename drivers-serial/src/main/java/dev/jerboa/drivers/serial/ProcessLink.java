package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A console line through the pipes of a child process.
 *
 * <p>A read of a pipe cannot be limited in time or ended from outside, so the pipe is asked every
 * few milliseconds whether bytes have come; that needs no thread that could be left behind.
 */
final class ProcessLink implements ConsoleLink {
  private static final long POLL_MILLIS = 3;
  private static final long GRACE_MILLIS = 1000;
  private static final int CHUNK = 4096;

  private final Process process;
  private final InputStream input;
  private boolean closed;

  ProcessLink(Process process) {
    this.process = process;
    this.input = process.getInputStream();
  }

  @Override
  public synchronized int read(byte[] buffer, Duration wait) {
    Ticks ticks = Ticks.of(wait);
    try {
      while (!closed) {
        // Asked before the bytes are, so that the last words of the child are not missed.
        boolean alive = process.isAlive();
        int ready = input.available();
        if (ready > 0) {
          return input.read(buffer, 0, Math.min(ready, buffer.length));
        } else if (!alive) {
          return -1;
        } else if (ticks.over()) {
          return 0;
        }
        ticks.pause(this, POLL_MILLIS);
      }
      return -1;
    } catch (IOException e) {
      // The pipe is closed: there is no line any more.
      return -1;
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    new GuardedWrite((from, to) -> send(bytes, from, to), this::close, GuardedWrite.STALL)
        .run(bytes.length, CHUNK);
  }

  private void send(byte[] bytes, int from, int to) throws IOException {
    try {
      process.getOutputStream().write(bytes, from, to - from);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new IOException(
          "the child process takes no input; wrote " + from + " of " + bytes.length + " bytes", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroy);
    process.destroy();
    awaitEnd();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits for the child, which gets a moment to end by itself, even in an interrupted thread. */
  private void awaitEnd() {
    boolean interrupted = Thread.interrupted();
    try {
      if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
