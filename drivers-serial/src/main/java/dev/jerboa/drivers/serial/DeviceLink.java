package dev.jerboa.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A console line through a local port.
 *
 * <p>A native read cannot be interrupted, so each is short. The port counts as lost when a read
 * returns -1: {@code isOpen()} stays true when an adapter is unplugged, and a write returns 0.
 */
final class DeviceLink implements ConsoleLink {
  /** The native wait; termios counts in tenths of a second: VTIME in termios(3). */
  static final int NATIVE_WAIT_MILLIS = 100;

  private static final long POLL_MILLIS = 3;
  private static final int CHUNK = 64;

  private final SerialPort port;
  private final AtomicBoolean closed = new AtomicBoolean();

  DeviceLink(SerialPort port) {
    this.port = port;
  }

  @Override
  public int read(byte[] buffer, Duration wait) {
    Ticks ticks = Ticks.of(wait);
    while (!closed.get()) {
      boolean enough = ticks.leftMillis() >= NATIVE_WAIT_MILLIS;
      int count = enough ? port.readBytes(buffer, buffer.length) : readReady(buffer);
      if (count != 0) {
        return closed.get() ? -1 : count;
      }
      if (ticks.over()) {
        return 0;
      }
      if (!enough) {
        pause(ticks);
      }
    }
    return -1;
  }

  private int readReady(byte[] buffer) {
    int ready = port.bytesAvailable();
    return ready > 0 ? port.readBytes(buffer, Math.min(ready, buffer.length)) : ready;
  }

  private void pause(Ticks ticks) {
    synchronized (closed) {
      if (!closed.get()) {
        ticks.pause(closed, POLL_MILLIS);
      }
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    new GuardedWrite((from, to) -> send(bytes, from, to), this::close, GuardedWrite.STALL)
        .run(bytes.length, CHUNK);
  }

  private void send(byte[] bytes, int from, int to) throws IOException {
    int count = closed.get() ? -1 : port.writeBytes(bytes, to - from, from);
    if (count != to - from) {
      throw new IOException(
          "the serial port %s is lost or stuck; wrote %d of %d bytes"
              .formatted(port.getSystemPortPath(), from + Math.max(count, 0), bytes.length));
    }
  }

  @Override
  public void close() {
    synchronized (closed) {
      if (closed.getAndSet(true)) {
        return;
      }
      closed.notifyAll();
    }
    port.closePort();
  }
}
