package dev.jerboa.drivers.serial.simulator;

import dev.jerboa.drivers.serial.simulator.Applet.Call;
import dev.jerboa.drivers.serial.simulator.Applet.Running;
import dev.jerboa.drivers.serial.simulator.DdStreams.Counted;
import dev.jerboa.drivers.serial.simulator.DdStreams.DiskInput;
import dev.jerboa.drivers.serial.simulator.DdStreams.Failing;
import dev.jerboa.drivers.serial.simulator.DdStreams.Limited;
import dev.jerboa.drivers.serial.simulator.DdStreams.Zeros;
import dev.jerboa.drivers.serial.simulator.Fault.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code dd} between a pipe, {@code /dev/null}, {@code /dev/zero} and the disks. */
final class DdApplet implements Applet {
  private static final int CHUNK = 1 << 20;
  private static final int SECTOR = 512;

  private final Faults faults;
  private final Sysfs sysfs;
  private final Predicate<String> tools;
  private int writes;

  DdApplet(Faults faults, Sysfs sysfs, Predicate<String> tools) {
    this.faults = faults;
    this.sysfs = sysfs;
    this.tools = tools;
  }

  @Override
  public Running start(Call call) throws IOException {
    DdOperands operands = DdOperands.parse(call.arguments());
    for (String flag : List.of("direct", "fullblock")) {
      if (operands.hasFlag(flag) && !tools.test("dd-" + flag)) {
        return call.fail(1, "dd: invalid argument '" + flag + "' to 'flag'");
      }
    }
    Counted input = new Counted(limited(input(operands, call), operands), operands, call);
    String target = operands.text("of");
    if (target.isEmpty()) {
      return new Running(input, input::status);
    }
    return target.equals("/dev/null") ? read(input) : write(input, operands, call);
  }

  private InputStream input(DdOperands operands, Call call) throws IOException {
    String source = operands.text("if");
    return switch (source) {
      case "" -> call.in();
      case "/dev/null" -> InputStream.nullInputStream();
      case "/dev/zero" -> new Zeros();
      default -> {
        Optional<BlockNode> disk = sysfs.node(source);
        yield disk.isPresent()
            ? new DiskInput(disk.get(), operands.number("skip", 0) * operands.blockSize())
            : new Failing("can't open '" + source + "': No such file or directory");
      }
    };
  }

  private static InputStream limited(InputStream in, DdOperands operands) {
    long count = operands.number("count", -1);
    return count < 0 ? in : new Limited(in, count * operands.blockSize());
  }

  private static Running read(Counted input) throws IOException {
    input.transferTo(OutputStream.nullOutputStream());
    return Running.of(input.status(), "");
  }

  private Running write(Counted input, DdOperands operands, Call call) throws IOException {
    String target = operands.text("of");
    Optional<BlockNode> disk = sysfs.node(target);
    if (disk.isEmpty()) {
      return call.fail(1, "dd: can't open '" + target + "': No such file or directory");
    }
    try {
      copy(input, operands, disk.get());
      return Running.of(input.status(), "");
    } catch (ClosedByInterruptException e) {
      throw e; // the power is off
    } catch (IOException e) {
      return call.fail(1, "dd: error writing '" + target + "': " + e.getMessage());
    }
  }

  private void copy(Counted input, DdOperands operands, BlockNode disk) throws IOException {
    long position = operands.number("seek", 0) * operands.blockSize();
    byte[] buffer = new byte[CHUNK];
    int count = input.readNBytes(buffer, 0, CHUNK);
    boolean resets = count > 0 && resetsNow();
    while (count > 0) {
      if (operands.hasFlag("direct") && count % SECTOR != 0) {
        throw new IOException("Invalid argument");
      }
      disk.write(position, buffer, resets ? count / 2 : count);
      if (resets) {
        throw new BoardReset();
      }
      position += count;
      count = input.readNBytes(buffer, 0, CHUNK);
    }
  }

  private boolean resetsNow() {
    int number = ++writes;
    return faults
        .strike(Kind.RESET, fault -> fault.command() == 0 || fault.command() == number)
        .isPresent();
  }
}
