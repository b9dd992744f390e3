package dev.jerboa.drivers.serial;

import dev.jerboa.api.console.ConsoleLink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A raw TCP connection, such as to ser2net or to QEMU's {@code -serial tcp:}. */
final class TcpLine implements Line {
  private final SerialUrl.Tcp url;

  TcpLine(SerialUrl.Tcp url) {
    this.url = url;
  }

  @Override
  public ConsoleLink open(Duration patience) throws NotYetException, InterruptedException {
    InetSocketAddress address = new InetSocketAddress(url.host(), url.port());
    if (address.isUnresolved()) {
      throw absent("the host name is unknown");
    }
    try {
      SocketChannel channel = SocketChannel.open();
      ConsoleLink link = SocketLink.connect(channel, address, patience);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      return link;
    } catch (IOException e) {
      throw absent(e.getMessage());
    }
  }

  private NotYetException absent(String why) {
    return NotYetException.absent(
        "no console at socket://" + url.host() + ":" + url.port() + ": " + why,
        "Check that the serial server or emulator runs and listens there.");
  }
}
