package dev.jerboa.api.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process of this host that holds a port, from what Linux tells in proc(5). */
public final class PortHolder {
  private static final Path PROC = Path.of("/proc");
  private static final String LISTENS = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int USER = 7;
  private static final int INODE = 9;

  private PortHolder() {}

  /**
   * Returns who listens on a TCP port: {@code process 4711 (nginx)}, or its user where the process
   * cannot be seen; nothing if nobody does, or the system does not say.
   */
  public static Optional<String> tcp(InetSocketAddress address) {
    return sockets("tcp")
        .filter(socket -> socket[STATE].equals(LISTENS) && takes(socket, address))
        .findFirst()
        .map(PortHolder::holder);
  }

  /** Returns who receives on a UDP port, in the same words. */
  public static Optional<String> udp(InetSocketAddress address) {
    return sockets("udp")
        .filter(socket -> takes(socket, address))
        .findFirst()
        .map(PortHolder::holder);
  }

  private static Stream<String[]> sockets(String protocol) {
    return Stream.of(protocol, protocol + "6")
        .flatMap(table -> lines(PROC.resolve("net").resolve(table)).stream())
        .map(line -> line.strip().split("\\s+", -1))
        .filter(fields -> fields.length > INODE);
  }

  /**
   * Compares with {@code ADDRESS:PORT} in hexadecimal; all zeroes is any address, and an IPv6
   * socket may hold the IPv4 address at its end.
   */
  private static boolean takes(String[] socket, InetSocketAddress address) {
    String[] local = socket[LOCAL_ADDRESS].split(":", -1);
    if (local.length != 2 || !local[1].equals("%04X".formatted(address.getPort()))) {
      return false;
    }
    // The kernel prints addresses as numbers in the byte order of the machine.
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress().getAddress());
    String number = "%08X".formatted(bytes.order(ByteOrder.nativeOrder()).getInt());
    return local[0].matches("0+") || local[0].matches("(0{16}FFFF0000|0{16}0000FFFF)?" + number);
  }

  private static String holder(String[] socket) {
    String link = "socket:[" + socket[INODE] + "]";
    return list(PROC).stream()
        .filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
        .filter(process -> list(process.resolve("fd")).stream().anyMatch(fd -> leads(fd, link)))
        .findFirst()
        .map(PortHolder::describe)
        .orElse("a process of user id " + socket[USER]);
  }

  private static String describe(Path process) {
    String name = lines(process.resolve("comm")).stream().findFirst().orElse("?");
    return "process " + process.getFileName() + " (" + name + ")";
  }

  private static boolean leads(Path file, String link) {
    try {
      return Files.readSymbolicLink(file).toString().equals(link);
    } catch (IOException e) {
      return false; // closed since it was listed
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of(); // another user's process, or one that has ended
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of(); // not Linux, or a process that has ended
    }
  }
}
