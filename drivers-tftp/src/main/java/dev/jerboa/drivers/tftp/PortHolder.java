package dev.jerboa.drivers.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process that holds a UDP port, through proc(5). */
final class PortHolder {
  private static final Path PROC = Path.of("/proc");

  private record Holder(String inode, String user) {}

  private PortHolder() {}

  /** Returns the holder in words, or nothing if there is none or the system does not say. */
  static Optional<String> find(InetSocketAddress address) {
    try {
      Optional<Holder> socket = socket(address);
      if (socket.isEmpty()) {
        return Optional.empty();
      }
      Holder holder = socket.get();
      return Optional.of(process(holder).orElse("a process of user id " + holder.user()));
    } catch (IOException | UncheckedIOException e) {
      // Not Linux, or proc is hidden: the message then goes without the holder's name.
      return Optional.empty();
    }
  }

  private static Optional<Holder> socket(InetSocketAddress address) throws IOException {
    for (String table : List.of("net/udp", "net/udp6")) {
      Path file = PROC.resolve(table);
      if (Files.isReadable(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] fields = line.trim().split("\\s+", -1);
          if (fields.length > 9 && matches(fields[1], address)) {
            return Optional.of(new Holder(fields[9], fields[7]));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Compares with {@code ADDRESS:PORT} in hexadecimal; all zeroes is any address, and an IPv6
   * socket may hold the IPv4 address at its end.
   */
  private static boolean matches(String local, InetSocketAddress address) {
    String[] parts = local.split(":", -1);
    if (parts.length != 2 || !parts[1].equals("%04X".formatted(address.getPort()))) {
      return false;
    }
    // The kernel prints addresses as numbers in the byte order of the machine.
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
    String number = "%08X".formatted(bytes.order(ByteOrder.nativeOrder()).getInt());
    return parts[0].matches("0+") || parts[0].matches("(0{16}FFFF0000|0{16}0000FFFF)?" + number);
  }

  private static Optional<String> process(Holder holder) throws IOException {
    String link = "socket:[" + holder.inode() + "]";
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, link)) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(name + " (process " + process.getFileName() + ")");
        }
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String link) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return files.anyMatch(file -> pointsTo(file, link));
    } catch (IOException | UncheckedIOException e) {
      // It has just ended, or belongs to another user.
      return false;
    }
  }

  private static boolean pointsTo(Path file, String link) {
    try {
      return Files.readSymbolicLink(file).toString().equals(link);
    } catch (IOException e) {
      // Closed in the meantime.
      return false;
    }
  }
}
