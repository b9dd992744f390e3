package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Applet.Call;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;

/** What {@code dd} reads from. */
final class DdStreams {
  private static final int CHUNK = 1 << 20;

  private DdStreams() {}

  /** Counts, and tells at the end how many bytes there were. */
  static final class Counted extends FilterInputStream {
    private final DdOperands operands;
    private final Call call;
    private long bytes;
    private int status;
    private boolean told;

    Counted(InputStream in, DdOperands operands, Call call) {
      super(in);
      this.operands = operands;
      this.call = call;
    }

    int status() {
      return status;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (told) {
        return -1;
      }
      try {
        int count = super.read(buffer, from, length);
        bytes += Math.max(0, count);
        if (count < 0) {
          tell();
        }
        return count;
      } catch (ReadFailure e) {
        status = 1;
        call.errors().accept("dd: " + e.getMessage() + "\n");
        tell();
        return -1;
      }
    }

    private void tell() {
      told = true;
      long size = operands.blockSize();
      String records = bytes / size + "+" + (bytes % size == 0 ? 0 : 1) + " records ";
      call.errors()
          .accept(
              "%sin\n%sout\n%d bytes (%.1fMB) copied, 0.1 seconds, %.1fMB/s\n"
                  .formatted(records, records, bytes, bytes / 1048576.0, bytes / 104857.6));
    }
  }

  /** An error of the device that is read, with the words of Linux. */
  static final class ReadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ReadFailure(String message) {
      super(message);
    }
  }

  static final class DiskInput extends InputStream {
    private final BlockNode disk;
    private long position;

    DiskInput(BlockNode disk, long position) {
      this.disk = disk;
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      byte[] part = new byte[Math.min(length, CHUNK)];
      int count;
      try {
        count = disk.read(position, part, part.length);
      } catch (ClosedByInterruptException e) {
        throw e;
      } catch (IOException e) {
        ReadFailure failure =
            new ReadFailure("error reading '" + disk.node() + "': " + e.getMessage());
        failure.initCause(e);
        throw failure;
      }
      if (count > 0) {
        System.arraycopy(part, 0, buffer, from, count);
        position += count;
      }
      return count;
    }
  }

  static final class Failing extends InputStream {
    private final String message;

    Failing(String message) {
      this.message = message;
    }

    @Override
    public int read() throws IOException {
      throw new ReadFailure(message);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      throw new ReadFailure(message);
    }
  }

  static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }

  static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = left == 0 ? -1 : super.read(buffer, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
