package dev.jerboa.drivers.serial;

import dev.jerboa.api.ErrorClass;
import dev.jerboa.api.JerboaException;
import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A unix stream socket, such as QEMU's {@code -serial unix:}. */
final class UnixLine implements Line {
  /** The room for a path in struct sockaddr_un without the final NUL: unix(7). */
  private static final int LONGEST_PATH = 107;

  private final Path path;

  UnixLine(Path path) {
    int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw JerboaException.of(
              ErrorClass.CONFIG,
              "path-too-long",
              "the socket path has %d bytes, %d are possible: %s"
                  .formatted(length, LONGEST_PATH, path))
          .hint("Use a shorter path or put the configuration into another folder.");
    }
    this.path = path;
  }

  @Override
  public ConsoleLink open(Duration patience) throws NotYetException, InterruptedException {
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw JerboaException.of(
              ErrorClass.CONSOLE, "permission", "no permission to use the socket " + path)
          .hint("Give this user write permission on the socket.");
    }
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return SocketLink.connect(channel, UnixDomainSocketAddress.of(path), patience);
    } catch (IOException e) {
      throw NotYetException.absent(
          "no console at unix:" + path + ": " + e.getMessage(),
          "Check that the emulator or serial server runs and listens on this socket.");
    }
  }
}
