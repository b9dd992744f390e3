package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Applet.Call;
import dev.jerboa.drivers.serial.simulator.Applet.Running;
import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code dd} between a pipe, {@code /dev/null}, {@code /dev/zero} and the disks. */
final class DdApplet implements Applet {
  private static final Pattern NUMBER = Pattern.compile("(?<number>\\d{1,15})(?<unit>[kKMG]?)");
  private static final int CHUNK = 1 << 20;
  private static final int SECTOR = 512;

  private final Faults faults;
  private final Sysfs sysfs;
  private final boolean knowsDirect;
  private int writes;

  DdApplet(Faults faults, Sysfs sysfs, boolean knowsDirect) {
    this.faults = faults;
    this.sysfs = sysfs;
    this.knowsDirect = knowsDirect;
  }

  private record Operands(Map<String, String> values) {
    String text(String name) {
      return values.getOrDefault(name, "");
    }

    long number(String name, long preset) {
      Matcher matcher = NUMBER.matcher(text(name));
      if (!matcher.matches()) {
        return preset;
      }
      int shift =
          switch (matcher.group("unit")) {
            case "k", "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
          };
      return Long.parseLong(matcher.group("number")) << shift;
    }

    long blockSize() {
      return number("bs", SECTOR);
    }

    boolean direct() {
      return (text("iflag") + text("oflag")).contains("direct");
    }
  }

  @Override
  public Running start(Call call) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String argument : call.arguments()) {
      String[] parts = argument.split("=", 2);
      values.put(parts[0], parts.length > 1 ? parts[1] : "");
    }
    Operands operands = new Operands(values);
    if (operands.direct() && !knowsDirect) {
      return call.fail(1, "dd: invalid argument 'direct' to 'flag'");
    }
    Counted input = new Counted(limited(input(operands, call), operands), operands, call);
    String target = operands.text("of");
    if (target.isEmpty()) {
      return new Running(input, input::status);
    }
    return target.equals("/dev/null") ? read(input) : write(input, operands, call);
  }

  private InputStream input(Operands operands, Call call) throws IOException {
    String source = operands.text("if");
    return switch (source) {
      case "" -> call.in();
      case "/dev/null" -> InputStream.nullInputStream();
      case "/dev/zero" -> new Zeros();
      default -> {
        Optional<SimulatedDisk> disk = sysfs.disk(source);
        yield disk.isPresent()
            ? new DiskInput(disk.get(), operands.number("skip", 0) * operands.blockSize())
            : new Failing("can't open '" + source + "': No such file or directory");
      }
    };
  }

  private static InputStream limited(InputStream in, Operands operands) {
    long count = operands.number("count", -1);
    return count < 0 ? in : new Limited(in, count * operands.blockSize());
  }

  private static Running read(Counted input) throws IOException {
    input.transferTo(java.io.OutputStream.nullOutputStream());
    return Running.of(input.status(), "");
  }

  private Running write(Counted input, Operands operands, Call call) throws IOException {
    Optional<SimulatedDisk> disk = sysfs.disk(operands.text("of"));
    if (disk.isEmpty()) {
      return call.fail(
          1, "dd: can't open '" + operands.text("of") + "': No such file or directory");
    }
    byte[] buffer = new byte[CHUNK];
    long position = operands.number("seek", 0) * operands.blockSize();
    boolean resets = false;
    boolean first = true;
    try {
      for (int n = input.readNBytes(buffer, 0, CHUNK);
          n > 0;
          n = input.readNBytes(buffer, 0, CHUNK)) {
        resets = first ? resetsNow() : resets;
        first = false;
        if (operands.direct() && n % SECTOR != 0) {
          throw new IOException("Invalid argument");
        }
        disk.get().write(position, buffer, resets ? n / 2 : n);
        if (resets) {
          throw new BoardReset();
        }
        position += n;
      }
    } catch (java.nio.channels.ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      return call.fail(1, "dd: error writing '" + operands.text("of") + "': " + e.getMessage());
    }
    return Running.of(input.status(), "");
  }

  private boolean resetsNow() {
    int number = ++writes;
    return faults
        .strike(Kind.RESET, fault -> fault.command() == 0 || fault.command() == number)
        .isPresent();
  }

  /** Counts, and tells at the end how many bytes there were. */
  private static final class Counted extends FilterInputStream {
    private final Operands operands;
    private final Call call;
    private long bytes;
    private int status;
    private boolean told;

    Counted(InputStream in, Operands operands, Call call) {
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
  private static final class ReadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ReadFailure(String message) {
      super(message);
    }
  }

  private static final class DiskInput extends InputStream {
    private final SimulatedDisk disk;
    private long position;

    DiskInput(SimulatedDisk disk, long position) {
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
      } catch (java.nio.channels.ClosedByInterruptException e) {
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

  private static final class Failing extends InputStream {
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

  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }

  private static final class Limited extends FilterInputStream {
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
