package dev.jerboa.drivers.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/** Writes to a client and measures how long it takes. */
record PatientWriter(DataWriter plain, Patience patience) implements DataWriter {
  @Override
  public void write(BufferData... buffers) {
    timed(() -> plain.write(buffers));
  }

  @Override
  public void write(BufferData buffer) {
    timed(() -> plain.write(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    timed(() -> plain.writeNow(buffers));
  }

  @Override
  public void writeNow(BufferData buffer) {
    timed(() -> plain.writeNow(buffer));
  }

  private void timed(Runnable write) {
    patience.writing();
    write.run();
    patience.written();
  }
}
