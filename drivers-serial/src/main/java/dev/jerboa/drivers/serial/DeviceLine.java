package dev.jerboa.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A serial port of this computer. */
final class DeviceLine implements Line {
  /** How long udev may take to give a node that has just appeared its group. */
  private static final Duration UDEV = Duration.ofSeconds(2);

  private static final int ENOTTY = 25;

  private final Path path;
  private final SerialConfig config;

  DeviceLine(String path, SerialConfig config) {
    this.path = Path.of(path);
    this.config = config;
  }

  @Override
  public ConsoleLink open(Duration patience) throws NotYetException {
    Path node = node();
    checkPermission(node);
    // Asked first, since most programs do not respect the lock that is taken with the port.
    Optional<PortHolders.Holder> holder = PortHolders.of(node);
    if (holder.isPresent()) {
      throw busy(holder);
    }
    NativeLibrary.load();
    return new DeviceLink(openPort(node));
  }

  /** Resolves links each time: an adapter that comes back may have another node. */
  private Path node() throws NotYetException {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw absent();
    }
  }

  private SerialPort openPort(Path node) throws NotYetException {
    SerialPort port;
    try {
      port = SerialPort.getCommPort(node.toString());
    } catch (SerialPortInvalidPortException e) {
      throw absent();
    }
    port.setComPortParameters(config.baudrate(), 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(
        SerialPort.TIMEOUT_READ_SEMI_BLOCKING, DeviceLink.NATIVE_WAIT_MILLIS, 0);
    if (config.disableHupcl()) {
      // Only a port whose DTR or RTS is disabled before it is opened has HUPCL cleared.
      port.clearDTR();
      port.clearRTS();
    }
    if (!port.openPort(0)) {
      throw refused(node, port.getLastErrorCode());
    }
    return port;
  }

  private void checkPermission(Path node) throws NotYetException {
    if (Files.isReadable(node) && Files.isWritable(node)) {
      return;
    }
    JerboaException error =
        JerboaException.of(
                ErrorClass.CONSOLE, "permission", "no permission to use the serial port " + path)
            .hint(
                "Add this user to the port's group (sudo usermod -aG "
                    + group(node)
                    + " $USER) and log in again.");
    if (isNew(node)) {
      throw new NotYetException(error);
    }
    throw error;
  }

  private static String group(Path node) {
    try {
      String group = Files.getAttribute(node, "posix:group").toString();
      return group.equals("root") ? "dialout" : group;
    } catch (IOException e) {
      return "dialout";
    }
  }

  private static boolean isNew(Path node) {
    try {
      FileTime changed = (FileTime) Files.getAttribute(node, "unix:ctime");
      return changed.toInstant().isAfter(Instant.now().minus(UDEV));
    } catch (IOException e) {
      return true;
    }
  }

  private RuntimeException refused(Path node, int errno) throws NotYetException {
    if (!Files.exists(node)) {
      throw absent();
    }
    if (errno == ENOTTY) {
      return JerboaException.of(ErrorClass.CONSOLE, "absent", path + " is not a serial port")
          .hint(present());
    }
    Optional<PortHolders.Holder> holder = PortHolders.of(node);
    return busy(holder);
  }

  private JerboaException busy(Optional<PortHolders.Holder> holder) {
    String who = holder.map(PortHolders.Holder::toString).orElse("a process of another user");
    return JerboaException.of(
            ErrorClass.CONSOLE, "busy", "the serial port " + path + " is in use by " + who)
        .hint("End that program, or find it with: sudo fuser -v " + path);
  }

  private NotYetException absent() {
    return NotYetException.absent("there is no serial port " + path, present());
  }

  private static String present() {
    return "Serial ports that are there: " + PortHolders.portsPresent() + ".";
  }
}
